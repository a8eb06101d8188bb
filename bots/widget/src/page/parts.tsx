/** Small pieces that several parts of the page are made of. */
import type { ComponentChildren } from "preact";
import { Failure } from "../service/errors";
import { useWords } from "../words";
import type { Loaded } from "../chat/hooks";
import { usePage } from "./context";

/** What was loaded, or that it is loading, or why it could not be and a button to try again. */
export function Await<T>({ loaded, children }: { loaded: Loaded<T>; children: (value: T) => ComponentChildren }) {
  const { words } = usePage();
  if (loaded.value !== undefined) return <>{children(loaded.value)}</>;
  if (loaded.error === undefined) return <p class="state">{words.loading}</p>;
  return (
    <div class="state" role="alert">
      <Sorry error={loaded.error} />
      <button type="button" class="button" onClick={loaded.reload}>
        {words.retry}
      </button>
    </div>
  );
}

/** A failure in words: the service's own sentence where it has one. */
export function Sorry({ error }: { error: unknown }) {
  const { words } = usePage();
  const chat = useWords();
  const failure = error instanceof Failure ? error : undefined;
  const own = failure && ["offline", "timeout", "busy"].includes(failure.kind) ? chat.failures[failure.kind] : "";
  return <p>{own || failure?.detail || words.failed}</p>;
}

/** A part's heading; a document's title is `long`. */
export function Title(props: { children: ComponentChildren; intro?: ComponentChildren; long?: boolean }) {
  const { children, intro, long = false } = props;
  return (
    <header class={long ? "page-title long" : "page-title"}>
      <h1 tabIndex={-1}>{children}</h1>
      {intro && <p class="intro">{intro}</p>}
    </header>
  );
}

export function Field({ label, children, hint }: { label: string; children: ComponentChildren; hint?: string }) {
  return (
    <label class="form-field">
      <span class="form-label">{label}</span>
      {children}
      {hint && <span class="form-hint">{hint}</span>}
    </label>
  );
}

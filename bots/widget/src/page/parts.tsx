/** Small pieces that several parts of the page are made of. */
import type { ComponentChildren } from "preact";
import { Failure } from "../service/errors";
import { useWords } from "../words";
import type { Loaded } from "../chat/hooks";
import type { PageWords } from "../words/page.vi";
import { usePage } from "./context";
import { documentLink } from "./routes";

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

interface Place {
  document_id: string;
  title: string;
  page: number | null;
  quote: string;
}

/** The document a figure stands in, leading to its sentence. */
export function SourceLink({ source }: { source: Place }) {
  const { words } = usePage();
  return (
    <>
      <a href={documentLink(source.document_id, source.page, source.quote)} title={source.quote}>
        {source.title || source.document_id}
      </a>
      {source.page ? <span class="form-hint">{words.toPage(source.page)}</span> : null}
    </>
  );
}

/** A figure as printed, with what its sentence says of it: "trên 80%". */
export const compared = (figure: { text: string; comparator?: string }, words: PageWords): string =>
  [words.comparators[figure.comparator ?? ""], figure.text].filter(Boolean).join(" ");

/** Characters of a figure that stay on one line: "1.234.567 hồ sơ"; a longer one is half a sentence. */
const ONE_LINE = 20;

export const valueClass = (text: string): string => (text.length > ONE_LINE ? "number value long-value" : "number value");

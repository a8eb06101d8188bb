/** Where a person gives the key that the administrator handed out. */
import { useState } from "preact/hooks";
import { usePage } from "./context";
import { Field, Title } from "./parts";

export function KeyForm({ wrong, onEnter }: { wrong: boolean; onEnter(key: string): void }) {
  const { words } = usePage();
  const [key, setKey] = useState("");
  return (
    <main id="main" tabIndex={-1} class="reading">
      <section class="narrow">
        <Title intro={words.keyHelp}>{words.keyTitle}</Title>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (key.trim()) onEnter(key.trim());
          }}
        >
          <input type="text" autocomplete="username" value={words.key} hidden readOnly />
          <Field label={words.key}>
            <input type="password" autocomplete="current-password" required value={key} onInput={(event) => setKey(event.currentTarget.value)} />
          </Field>
          {wrong && (
            <p class="error" role="alert">
              {words.keyWrong}
            </p>
          )}
          <button type="submit" class="button main-button">
            {words.keyEnter}
          </button>
        </form>
      </section>
    </main>
  );
}

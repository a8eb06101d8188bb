/** Where an administrator says who may see a document; it holds from the next question on. */
import { useState } from "preact/hooks";
import type { Access, DocumentEntry } from "../contract";
import { usePage } from "./context";
import { Sorry } from "./parts";

export function AccessForm({ document }: { document: DocumentEntry }) {
  const { client, words } = usePage();
  const [access, setAccess] = useState<Access | "">(document.access ?? "");
  const [telegram, setTelegram] = useState(Boolean(document.telegram));
  const [kept, setKept] = useState(false);
  const [error, setError] = useState<unknown>();
  const change = async (label: Access | "", onTelegram: boolean) => {
    setAccess(label);
    setTelegram(onTelegram);
    setKept(false);
    const body = { access: label || null, telegram: onTelegram };
    const address = `/api/v1/documents/${encodeURIComponent(document.id)}/access`;
    const failure = await client.request(address, { method: "PUT", body }).then(() => undefined, (reason: unknown) => reason);
    setError(failure);
    setKept(failure === undefined);
    if (failure !== undefined) {
      setAccess(access);
      setTelegram(telegram);
    }
  };
  return (
    <div class="row access-form" role="group" aria-label={words.accessTitle}>
      <span class="form-label" aria-hidden="true">
        {words.accessTitle}
      </span>
      <select
        aria-label={words.accessTitle}
        value={access}
        onChange={(event) => {
          const label = event.currentTarget.value as Access | "";
          void change(label, telegram && label !== "");
        }}
      >
        <option value="">{words.noAccess}</option>
        {Object.entries(words.access).map(([label, said]) => (
          <option key={label} value={label}>
            {said}
          </option>
        ))}
      </select>
      <label class="check">
        <input type="checkbox" checked={telegram} disabled={!access} onChange={(event) => void change(access, event.currentTarget.checked)} />
        <span>{words.telegram}</span>
      </label>
      <span class="form-hint" role="status">
        {kept && words.accessKept}
      </span>
      {error !== undefined && (
        <div class="error" role="alert">
          <Sorry error={error} />
        </div>
      )}
    </div>
  );
}

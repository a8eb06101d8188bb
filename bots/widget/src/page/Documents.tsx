/** The documents on file, as cards that say what an official asks of a document: number, date, issuer, period. */
import { useState } from "preact/hooks";
import type { Loaded } from "../chat/hooks";
import { dayOf } from "../chat/source";
import type { DocumentEntry } from "../contract";
import { usePage } from "./context";
import { Await, Field, Title } from "./parts";
import { periodName } from "./periods";
import { documentLink, linkTo } from "./routes";

export function Documents({ documents }: { documents: Loaded<DocumentEntry[]> }) {
  const { words, me } = usePage();
  const [wanted, setWanted] = useState("");
  return (
    <>
      <Title intro={documents.value && words.documentsIntro(documents.value.length)}>{words.documentsTitle}</Title>
      <Await loaded={documents}>
        {(all) => {
          const shown = all.filter((each) => matches(each, wanted));
          if (!all.length) {
            return (
              <p class="state">
                {words.noDocuments} {me.role === "admin" || me.role === "uploader" ? <a href={linkTo(["nap-van-ban"])}>{words.upload}</a> : null}
              </p>
            );
          }
          return (
            <>
              <div class="narrow">
                <Field label={words.find}>
                  <input type="search" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
                </Field>
              </div>
              <ul class="cards">
                {shown.map((each) => (
                  <Card key={each.id} document={each} />
                ))}
              </ul>
              {!shown.length && <p class="state">{words.noMatch}</p>}
            </>
          );
        }}
      </Await>
    </>
  );
}

function Card({ document }: { document: DocumentEntry }) {
  const { words } = usePage();
  return (
    <li class="card">
      <p class="card-kind">
        <span class="kind">{document.kind || document.format.toUpperCase()}</span>
        <Access document={document} />
      </p>
      <h2 class="card-title">
        <a href={documentLink(document.id)}>{document.title || words.noTitle}</a>
      </h2>
      <Metadata document={document} />
      {document.problems.length > 0 && (
        <p class="warning">
          {words.problems}: {document.problems.join("; ")}
        </p>
      )}
    </li>
  );
}

/** Who may see it, and whether Telegram may answer from it. */
export function Access({ document }: { document: DocumentEntry }) {
  const { words } = usePage();
  if (document.access === undefined) return null;
  return (
    <span class="tags">
      <span class={`tag ${document.access ?? "none"}`}>{document.access ? words.access[document.access] : words.noAccess}</span>
      {document.telegram && <span class="tag">{words.telegram}</span>}
    </span>
  );
}

export function Metadata({ document }: { document: DocumentEntry }) {
  const { words } = usePage();
  const facts: [string, string][] = [
    [words.number, document.number || words.noNumber],
    [words.issued, document.issued ? dayOf(document.issued) : words.noDate],
    [words.issuer, document.issuer],
    [words.period, periodName(document.period)],
    [words.format, `${document.format.toUpperCase()}, ${document.pages ? words.pages(document.pages) : words.unpaged}`],
  ];
  return (
    <dl class="metadata">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Whether a document's title, number, kind or issuer holds every word, accents or not. */
function matches(document: DocumentEntry, wanted: string): boolean {
  const text = bare([document.title, document.number, document.kind, document.issuer, document.id].join(" "));
  return bare(wanted).split(/\s+/).every((word) => text.includes(word));
}

const bare = (text: string): string =>
  text.normalize("NFD").replace(/\p{Diacritic}/gu, "").replace(/đ/gi, "d").toLowerCase();

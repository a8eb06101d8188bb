/** One document: its pages with its outline beside them, its tables, and the places that disagree. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useLoaded } from "../chat/hooks";
import { PageView } from "../chat/PageView";
import { nameOf } from "../chat/source";
import { Original } from "../chat/SourcePanel";
import type { DocumentDetail, FindingData, TableData } from "../contract";
import { AccessForm } from "./AccessForm";
import { Access, Metadata } from "./Documents";
import { usePage } from "./context";
import { Await, Sorry, Title } from "./parts";
import { documentLink, linkTo } from "./routes";

interface Props {
  id: string;
  query: URLSearchParams;
  onRemoved(): void;
}

export function DocumentView({ id, query, onRemoved }: Props) {
  const { client, words, me } = usePage();
  const loaded = useLoaded((signal) => client.get<DocumentDetail>(`/api/v1/documents/${encodeURIComponent(id)}`, signal), [client, id]);
  return (
    <>
      <p class="crumb">
        <a href={linkTo(["van-ban"])}>{words.back}</a>
      </p>
      <Await loaded={loaded}>
        {(document) => (
          <>
            <Title long>{nameOf(document, words.noTitle)}</Title>
            <div class="document-head">
              <Metadata document={document} />
              {me.role === "admin" ? <AccessForm document={document} /> : <Access document={document} />}
              <div class="document-tools">
                <Original client={client} citation={{ document_id: document.id, page: null }} />
                {(me.role === "admin" || me.role === "uploader") && <Remove id={document.id} onRemoved={onRemoved} />}
              </div>
              {document.problems.length > 0 && (
                <p class="warning">
                  {words.problems}: {document.problems.join("; ")}
                </p>
              )}
            </div>
            <Inside document={document} query={query} />
          </>
        )}
      </Await>
    </>
  );
}

function Inside({ document, query }: { document: DocumentDetail; query: URLSearchParams }) {
  const { words } = usePage();
  const part = query.get("phan") ?? "trang";
  const counts: Record<string, number> = { bang: document.tables.length, "khong-khop": document.findings.length };
  return (
    <>
      <nav class="tabs" aria-label={words.partsLabel}>
        {Object.entries(words.parts).map(([name, said]) => (
          <a key={name} href={linkTo(["van-ban", document.id], { phan: name })} aria-current={part === name ? "page" : undefined}>
            {said}
            {counts[name] !== undefined && <span class="count">{counts[name]}</span>}
          </a>
        ))}
      </nav>
      {part === "trang" && <Pages document={document} query={query} />}
      {part === "bang" && <Tables document={document} />}
      {part === "khong-khop" && <Findings document={document} findings={document.findings} />}
    </>
  );
}

function Pages({ document, query }: { document: DocumentDetail; query: URLSearchParams }) {
  const { client, words } = usePage();
  const number = Number(query.get("trang") ?? (document.pages ? 1 : 0)) || 0;
  const quote = query.get("cau") ?? "";
  const loaded = useLoaded((signal) => client.page(document.id, number, quote, signal), [client, document.id, number, quote]);
  return (
    <div class="reader">
      <nav class="outline" aria-label={words.outline}>
        <h2>{words.outline}</h2>
        {document.outline.length === 0 && <p class="form-hint">{words.noOutline}</p>}
        <ul>
          {document.outline.map((entry, at) => (
            <li key={at} class={`level-${Math.min(entry.level, 4)}`}>
              <a href={documentLink(document.id, entry.page ?? 0, entry.text)} aria-current={query.get("cau") === entry.text ? "true" : undefined}>
                {entry.text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="sheet scroller" tabIndex={0} role="group" aria-label={words.parts["trang"]}>
        <Await loaded={loaded}>
          {(page) => (
            <PageView
              client={client}
              page={page}
              sought={Boolean(quote)}
              onTurn={(to) => (location.hash = documentLink(document.id, to))}
            />
          )}
        </Await>
      </div>
    </div>
  );
}

function Tables({ document }: { document: DocumentDetail }) {
  const { words } = usePage();
  if (!document.tables.length) return <p class="state">{words.noTables}</p>;
  return (
    <div class="stack">
      {document.tables.map((table, at) => (
        <TableView key={at} document={document.id} table={table} name={table.title || words.table(at + 1)} />
      ))}
    </div>
  );
}

function TableView({ document, table, name }: { document: string; table: TableData; name: string }) {
  const { words } = usePage();
  return (
    <section class="table-view">
      <h2>{name}</h2>
      <p class="form-hint">
        {table.page ? <a href={documentLink(document, table.page)}>{words.toPage(table.page)}</a> : null}
        {table.unit && ` ${words.unit}: ${table.unit}`}
      </p>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={name}>
        <table>
          <thead>
            <tr>
              {table.header.map((path, at) => (
                <th key={at} scope="col">
                  {path.join(" › ")}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, at) =>
              isGroup(row) ? (
                <tr key={at} class="group">
                  <td>{row[0] === row[1] ? "" : row[0]}</td>
                  <th scope="rowgroup" colSpan={row.length - 1}>
                    {row[1]}
                  </th>
                </tr>
              ) : (
                <tr key={at}>
                  {row.map((cell, column) => (
                    <td key={column} class={column && NUMBER.test(cell) ? "number" : ""}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ),
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A cell that holds a number and perhaps its unit, to be set to the right. */
const NUMBER = /^[-+]?\d[\d.,]*\s?%?$/;

/** A row whose cells were one in print: all but the first say the same, in words. */
function isGroup(row: string[]): boolean {
  const [, second = "", ...rest] = row;
  return rest.length > 0 && second !== "" && !NUMBER.test(second) && rest.every((cell) => cell === second);
}

function Findings({ document, findings }: { document: DocumentDetail; findings: FindingData[] }) {
  const { words } = usePage();
  if (!findings.length) return <p class="state">{words.noFindings}</p>;
  return (
    <>
      <p class="intro">{words.findingsHelp}</p>
      <ul class="cards one">
        {findings.map((finding, at) => (
          <li class="card" key={at}>
            <p class="card-kind">
              <span class="kind">{finding.kind}</span>
              {finding.severity && <span class={finding.severity === "cao" ? "tag bad" : "tag"}>{words.severity(finding.severity)}</span>}
            </p>
            <h2 class="card-title">{finding.message}</h2>
            {finding.quotes.map((quote, index) => (
              <blockquote key={index} class="said">
                {quote}
              </blockquote>
            ))}
            {finding.page ? (
              <p>
                <a href={documentLink(document.id, finding.page, finding.quotes[0])}>{words.toPage(finding.page)}</a>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Asks once more before a document goes. */
function Remove({ id, onRemoved }: { id: string; onRemoved(): void }) {
  const { client, words } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (asking) dialog.current?.showModal();
    else dialog.current?.close();
  }, [asking]);
  const remove = () =>
    client.request(`/api/v1/documents/${encodeURIComponent(id)}`, { method: "DELETE" }).then(() => {
      onRemoved();
      location.hash = linkTo(["van-ban"]);
    }, setError);
  return (
    <>
      <button type="button" class="plain danger" onClick={() => setAsking(true)}>
        {words.remove}
      </button>
      <dialog class="question-box" ref={dialog} aria-labelledby="remove-title" onClose={() => setAsking(false)}>
        <h2 id="remove-title">{words.removeTitle}</h2>
        <p>{words.removeHelp}</p>
        {error !== undefined && (
          <div class="error" role="alert">
            <Sorry error={error} />
          </div>
        )}
        <div class="row">
          <button type="button" class="button danger-button" onClick={remove}>
            {words.removeYes}
          </button>
          <button type="button" class="button" onClick={() => setAsking(false)}>
            {words.removeNo}
          </button>
        </div>
      </dialog>
    </>
  );
}

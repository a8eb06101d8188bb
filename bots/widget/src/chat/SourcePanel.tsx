/** The panel of one source: which document, where in it, the sentence as printed, and the page it stands on. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Citation } from "../contract";
import type { Client } from "../service/client";
import { useWords } from "../words";
import { useLoaded } from "./hooks";
import { BackIcon } from "./icons";
import { PageView } from "./PageView";
import { dayOf, pageOf, quoteParts, type Source } from "./source";

interface Props {
  client: Client;
  source: Source;
  onClose(): void;
  /** The address of the document viewer for this citation, on pages that have one. */
  viewer?: (citation: Citation) => string;
}

export function SourcePanel({ client, source, onClose, viewer }: Props) {
  const { citation } = source;
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const [turned, setTurned] = useState<number>();
  const number = turned ?? citation.page ?? 0;
  const cited = number === (citation.page ?? 0);
  const loaded = useLoaded(
    (signal) => client.page(citation.document_id, number, cited ? citation.quote : "", signal),
    [client, citation, number],
  );
  useEffect(() => setTurned(undefined), [citation]);
  useLayoutEffect(() => heading.current?.focus(), [citation]);
  const page = loaded.value;
  return (
    <section class="source" part="source" role="region" aria-labelledby="source-title" onKeyDown={escape(onClose)}>
      <div class="source-top">
        <button type="button" class="quiet" onClick={onClose} aria-label={words.backToAnswer}>
          <BackIcon />
        </button>
        <h3 id="source-title" ref={heading} tabIndex={-1}>
          {words.source} {citation.marker}
        </h3>
        <Original client={client} citation={citation} />
      </div>
      <div class="source-body scroller" tabIndex={0} role="group" aria-label={`${words.source} ${citation.marker}`}>
        <p class="source-name">{citation.title || words.noTitle}</p>
        <dl class="facts">
          <Fact name={words.number} value={citation.number || words.noNumber} />
          <Fact name={words.date} value={page && (page.issued ? dayOf(page.issued) : words.noDate)} />
          <Fact name={words.place} value={citation.page ? String(citation.page) : pageOf(citation, words)} />
          <Fact name={words.row} value={citation.row} />
          <Fact name={words.column} value={citation.column} />
          <Fact name={words.section} value={citation.section} wide />
        </dl>
        <p class="label">{words.quote}</p>
        <blockquote class="quote">
          {quoteParts(source).map((part, at) => (at % 2 ? <mark key={at}>{part}</mark> : part))}
        </blockquote>
        {viewer && (
          <a class="viewer-link" href={viewer(citation)}>
            {words.inViewer}
          </a>
        )}
        {loaded.error !== undefined && (
          <p class="hint" role="alert">
            {words.pageFailed}{" "}
            <button type="button" class="link" onClick={loaded.reload}>
              {words.retry}
            </button>
          </p>
        )}
        {page ? (
          <PageView client={client} page={page} sought={cited} onTurn={setTurned} />
        ) : (
          loaded.error === undefined && <p class="hint">{words.loadingPage}</p>
        )}
      </div>
    </section>
  );
}

function Fact({ name, value, wide = false }: { name: string; value?: string; wide?: boolean }) {
  if (!value) return null;
  return (
    <div class={wide ? "fact wide" : "fact"}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The document as it was loaded: a link where anyone on the page may fetch it, else fetched with the token. */
export function Original({ client, citation }: { client: Client; citation: Pick<Citation, "document_id" | "page"> }) {
  const words = useWords();
  const [failed, setFailed] = useState(false);
  const address = client.fileOf(citation.document_id);
  if (!client.guarded) {
    return (
      <a class="original" href={citation.page ? `${address}#page=${citation.page}` : address} target="_blank" rel="noopener noreferrer">
        {words.original}
      </a>
    );
  }
  const fetched = () => download(client, `/api/v1/documents/${encodeURIComponent(citation.document_id)}/file`, citation.document_id);
  return (
    <button type="button" class="original link" onClick={() => fetched().then(() => setFailed(false), () => setFailed(true))}>
      {failed ? words.retry : words.downloadOriginal}
    </button>
  );
}

/** Fetches a path with the key or token and hands it to the browser as a file. */
export async function download(client: Client, path: string, name: string): Promise<void> {
  const blob = await client.blob(path);
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

const escape = (close: () => void) => (event: KeyboardEvent) => {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  event.preventDefault();
  close();
};

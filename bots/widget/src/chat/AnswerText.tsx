/** The answer's text as elements. Everything goes in as text nodes: nothing in an answer can become markup. */
import type { ComponentChildren } from "preact";
import type { Citation, Reply } from "../contract";
import { useWords } from "../words";
import { placeOf } from "./source";

const MARKERS = /\[(\d{1,3})\]/g;
/** Text up to a run of markers: what goes before, its last word (unless too long for a line), the markers. */
const PIECE = /(.*?)(\S{0,24}?\s?)((?:\[\d{1,3}\])+)/gs;
/** A figure at the head of the first line, as the service writes it: "93,5% — tỷ lệ ký số …". */
const HEADLINE = /^(.{1,48}?) — (.+)$/s;

/** Opens a citation; `opener` gets the focus back afterwards. */
export type OpensSource = (citation: Citation, opener: HTMLElement) => void;

/** The reply's answer: the first line large where it starts with the figure, then paragraphs and lists. */
export function AnswerText({ reply, onSource }: { reply: Reply; onSource: OpensSource }) {
  const [first = "", ...rest] = reply.answer.split("\n");
  const [, figure, said] = HEADLINE.exec(first) ?? [];
  const inline = (text: string) => <Marked text={text} citations={reply.citations} onSource={onSource} />;
  const headline = figure !== undefined && reply.figures.some((each) => each.text === figure);
  return (
    <div class="answer" part="answer">
      {headline ? (
        <p class="first">
          <strong class="figure">{figure}</strong>
          <span class="dash"> — </span>
          <span class="said">{inline(said ?? "")}</span>
        </p>
      ) : (
        <p class="first">{inline(first)}</p>
      )}
      {blocks(rest).map((block, at) =>
        block.items ? (
          <ul key={at}>
            {block.items.map((item, index) => (
              <li key={index}>{inline(item)}</li>
            ))}
          </ul>
        ) : (
          <p key={at}>{inline(block.text)}</p>
        ),
      )}
    </div>
  );
}

/** The text while it streams: markers stay plain, since the sources come last. */
export function StreamingText({ text }: { text: string }) {
  return (
    <div class="answer streaming" aria-hidden="true">
      <p class="first">{text}</p>
    </div>
  );
}

/** Text whose markers are buttons, each on the line of the word it stands at; one that has no source is left out. */
function Marked({ text, citations, onSource }: { text: string; citations: Citation[]; onSource: OpensSource }) {
  const shown: ComponentChildren[] = [];
  for (const [, before = "", word = "", markers = ""] of text.matchAll(PIECE)) {
    const buttons = [...markers.matchAll(MARKERS)].map(([, number], at) => {
      const citation = citations.find((each) => each.marker === Number(number));
      return citation && <Marker key={at} citation={citation} onSource={onSource} />;
    });
    shown.push(before, <span class="together">{word}{buttons}</span>);
  }
  return (
    <>
      {shown}
      {text.replace(PIECE, "")}
    </>
  );
}

function Marker({ citation, onSource }: { citation: Citation; onSource: OpensSource }) {
  const words = useWords();
  return (
    <button
      type="button"
      class="marker"
      part="citation"
      aria-label={words.sourceButton(citation.marker, placeOf(citation, words))}
      onClick={(event) => onSource(citation, event.currentTarget)}
    >
      {citation.marker}
    </button>
  );
}

interface TextBlock {
  text: string;
  items?: string[];
}

/** Lines → paragraphs and lists ("- …"); blank lines part them. */
function blocks(lines: string[]): TextBlock[] {
  const found: TextBlock[] = [];
  for (const line of lines) {
    const item = /^\s*[-•] (.*)$/.exec(line)?.[1];
    const last = found.at(-1);
    if (item !== undefined && last?.items) last.items.push(item);
    else if (item !== undefined) found.push({ text: "", items: [item] });
    else if (line.trim()) found.push({ text: line });
  }
  return found;
}

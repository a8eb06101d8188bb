/** A page of a document: its picture with the quote boxed, or its text with the quote marked, scrolled to the quote. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { PageData } from "../contract";
import type { Client } from "../service/client";
import { useWords } from "../words";
import { NextIcon, PreviousIcon, ZoomIcon } from "./icons";

/** Pixels of a page's picture at most, to one side: sharp on a phone's screen without megabytes. */
const WIDEST = 1600;
/** How much larger an enlarged page is than its frame. */
const ENLARGED = 2;
/** A frame as small as a phone's, and how much larger a page is there by itself: its margins are left outside, so that
 * whole lines are seen (Nghị định 30/2020: 30–35 mm and 15–20 mm of a page's 210 mm). */
const SMALL_FRAME = 380;
const WITHOUT_MARGINS = 1.3;
/** Pixels kept to the left of a marked line: about the indent of a paragraph's first line, so that the others show too. */
const INDENT = 30;

interface Props {
  client: Client;
  page: PageData;
  /** Whether a quote was looked for, so that its absence is worth a word. */
  sought: boolean;
  onTurn(page: number): void;
}

export function PageView({ client, page, sought, onTurn }: Props) {
  const words = useWords();
  const [asImage, setAsImage] = useState(true);
  const [broken, setBroken] = useState(false);
  const view = useRef<HTMLDivElement>(null);
  const [large, setLarge] = useState(false);
  const [least, setLeast] = useState(1);
  useLayoutEffect(() => setLeast((view.current?.clientWidth ?? SMALL_FRAME) < SMALL_FRAME ? WITHOUT_MARGINS : 1), []);
  const image = broken ? null : page.image;
  const found = Boolean(page.span || page.boxes?.length);
  return (
    <div class="page-view" ref={view}>
      <div class="page-bar">
        {image && (
          <div class="switch" role="group" aria-label={words.viewLabel}>
            <button type="button" aria-pressed={asImage} onClick={() => setAsImage(true)}>
              {words.asImage}
            </button>
            <button type="button" aria-pressed={!asImage} onClick={() => setAsImage(false)}>
              {words.asText}
            </button>
          </div>
        )}
        {image && asImage && (
          <button
            type="button"
            class="quiet"
            aria-pressed={large}
            aria-label={words.zoom}
            title={words.zoom}
            onClick={() => setLarge(!large)}
          >
            <ZoomIcon />
          </button>
        )}
        {page.number > 0 && <Turner page={page} onTurn={onTurn} />}
      </div>
      {page.method === "ocr" && <p class="hint">{words.ocr}</p>}
      {page.problem && <p class="hint">{page.problem}</p>}
      {sought && !found && <p class="hint">{words.notOnPage}</p>}
      {image && asImage ? (
        <Picture client={client} page={page} image={image} scale={large ? ENLARGED : least} onBroken={() => setBroken(true)} />
      ) : (
        <PageText page={page} />
      )}
    </div>
  );
}

function Turner({ page, onTurn }: { page: PageData; onTurn(page: number): void }) {
  const words = useWords();
  return (
    <div class="turner">
      <button
        type="button"
        class="quiet"
        aria-label={words.previousPage}
        disabled={page.number <= 1}
        onClick={() => onTurn(page.number - 1)}
      >
        <PreviousIcon />
      </button>
      <span>
        {words.place} {words.pageOf(page.number, page.pages ?? 0)}
      </span>
      <button
        type="button"
        class="quiet"
        aria-label={words.nextPage}
        disabled={Boolean(page.pages && page.number >= page.pages)}
        onClick={() => onTurn(page.number + 1)}
      >
        <NextIcon />
      </button>
    </div>
  );
}

/** Drawn on a canvas from what fetch brought, so that the host page's policy needs no image source for it. */
function Picture(props: { client: Client; page: PageData; image: string; scale: number; onBroken(): void }) {
  const { client, page, image, scale, onBroken } = props;
  const words = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const running = new AbortController();
    setDrawn(false);
    const width = Math.min(WIDEST, Math.ceil((frame.current?.clientWidth || 600) * ENLARGED * (devicePixelRatio || 1)));
    const address = `${image}${image.includes("?") ? "&" : "?"}width=${width}`;
    client
      .blob(address, running.signal)
      .then((blob) => createImageBitmap(blob))
      .then((bitmap) => {
        const target = canvas.current;
        if (running.signal.aborted || !target) return;
        target.width = bitmap.width;
        target.height = bitmap.height;
        target.getContext("2d")?.drawImage(bitmap, 0, 0);
        setDrawn(true);
      })
      .catch(() => running.signal.aborted || onBroken());
    return () => running.abort();
  }, [client, image]);
  useLayoutEffect(() => {
    const marked = [...(frame.current?.querySelectorAll<HTMLElement>(".box") ?? [])];
    if (!drawn || !marked.length || !frame.current) return;
    frame.current.scrollLeft = Math.min(...marked.map((each) => each.offsetLeft)) - INDENT;
    reveal(marked.at(-1)); // the claim itself comes last
  }, [drawn, page, scale]);
  const boxes = page.boxes ?? [];
  return (
    <div class="picture-frame" ref={frame} aria-busy={!drawn} tabIndex={scale > 1 ? 0 : undefined} role="group" aria-label={words.asImage}>
      {!drawn && <p class="hint">{words.loadingPage}</p>}
      <div class="picture" style={{ width: `${100 * scale}%` }}>
        <canvas
          ref={canvas}
          hidden={!drawn}
          role="img"
          aria-label={(boxes.length ? words.pageImage : words.pageImagePlain)(page.number)}
        />
        {drawn &&
          boxes.map(([x0, y0, x1, y1], at) => (
            <div
              key={at}
              class="box"
              style={{
                left: `${100 * x0}%`,
                top: `${100 * y0}%`,
                width: `${100 * (x1 - x0)}%`,
                height: `${100 * (y1 - y0)}%`,
              }}
            />
          ))}
      </div>
    </div>
  );
}

function PageText({ page }: { page: PageData }) {
  const words = useWords();
  const text = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => reveal(text.current?.querySelector(".claim")), [page]);
  const letters = [...page.text];  // the service counts characters, JavaScript counts halves of some
  const part = (from: number, to?: number) => letters.slice(from, to).join("");
  const spans = [...(page.spans?.length ? page.spans : page.span ? [page.span] : [])].sort((a, b) => a[0] - b[0]);
  let from = 0;
  return (
    <div class="page-text" ref={text} role="group" aria-label={words.pageText}>
      {spans.map(([start, end]) => {
        const before = part(from, start);
        from = end;
        return [before, <mark class={start === page.span?.[0] ? "claim" : ""}>{part(start, end)}</mark>];
      })}
      {part(from)}
    </div>
  );
}

/** Scrolls what scrolls around `element`, and only that, so that it stands in the middle; the host page stays put. */
export function reveal(element: Element | null | undefined): void {
  const scroller = element?.closest(".scroller");
  if (!element || !scroller) return;
  const inner = element.getBoundingClientRect();
  const outer = scroller.getBoundingClientRect();
  scroller.scrollTop += inner.top - outer.top - Math.max(24, (outer.height - inner.height) / 2);
}

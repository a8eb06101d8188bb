/** A source in words: how the buttons, the panel and the copied text name it. */
import type { Citation, Reply } from "../contract";
import type { Words } from "../words";

/** A citation with the figures of the answer that it bears out. */
export interface Source {
  citation: Citation;
  figures: string[];
}

export function sourceOf(citation: Citation, reply: Reply | undefined): Source {
  const own = reply?.figures.filter((each) => each.citation === citation.marker) ?? [];
  return { citation, figures: own.map((each) => each.text).filter(Boolean) };
}

/** A quote in pieces, every second one a figure of the answer; in a table's row only from the cell's column on. */
export function quoteParts({ citation, figures }: Source): string[] {
  const { quote, column } = citation;
  const from = Math.max(0, column ? quote.indexOf(`${column}:`) : 0);
  if (!figures.length) return [quote];
  const any = figures.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const [first = "", ...rest] = quote.slice(from).split(new RegExp(`(?<![\\d.,])(${any})(?![\\d])`));
  return [quote.slice(0, from) + first, ...rest];
}

/** "Báo cáo …, trang 4": what a button says it opens. */
export function placeOf(citation: Citation, words: Words): string {
  return `${citation.title || words.noTitle}, ${pageOf(citation, words)}`;
}

export function pageOf(citation: Citation, words: Words): string {
  return citation.page ? words.page(citation.page) : words.noPages;
}

/** The parts under a source's title: number, page, row, column. */
export function detailsOf(citation: Citation, words: Words): string[] {
  return [
    citation.number || words.noNumber,
    pageOf(citation, words),
    citation.row ? `${words.row.toLowerCase()} “${citation.row}”` : "",
    citation.column ? `${words.column.toLowerCase()} “${citation.column}”` : "",
  ].filter(Boolean);
}

/** The warnings that the answer's own text does not tell. */
export function untold(reply: Reply): string[] {
  return reply.warnings.filter((each) => !reply.answer.includes(each));
}

/** The answer with its sources, to be pasted into a letter or a speech. */
export function copyText(reply: Reply, words: Words): string {
  const sources = reply.citations.map(
    (each) => `[${each.marker}] ${each.title || words.noTitle} (${detailsOf(each, words).join(", ")}): “${each.quote}”`,
  );
  const warnings = untold(reply).map((each) => `- ${each}`);
  return [
    reply.answer,
    ...(warnings.length ? [`${words.warnings}:\n${warnings.join("\n")}`] : []),
    ...(sources.length ? [`${words.sources}:\n${sources.join("\n")}`] : []),
    `(${words.name}: ${words.notice.toLowerCase()}.)`,
  ].join("\n\n");
}

/** A document as an official names it, its kind before its title: "Báo cáo Kết quả …". */
export function nameOf(document: { kind: string; title: string }, unknown: string): string {
  const kind = document.kind.charAt(0).toUpperCase() + document.kind.slice(1);
  const said = document.title.toLowerCase().startsWith(document.kind.toLowerCase());
  return document.title ? (said ? document.title : `${kind} ${document.title}`) : kind || unknown;
}

/** "2026-03-11" → "11/03/2026", as a Vietnamese document writes a date. */
export function dayOf(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
  return year ? `${day}/${month}/${year}` : iso;
}

/** Puts text on the clipboard, also where the page is not served over https; false when the browser refuses. */
export async function copied(text: string, near: HTMLElement): Promise<boolean> {
  if (navigator.clipboard) {
    const written = await navigator.clipboard.writeText(text).then(() => true, () => false);
    if (written) return true;
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.className = "offscreen";
  near.after(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  near.focus();
  return done;
}

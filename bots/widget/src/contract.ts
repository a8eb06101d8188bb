/** What the service sends: the contract of the HTTP API as types. Fields that a server may not send yet are optional. */

export type Outcome = "answered" | "computed" | "not_found" | "other_period" | "ambiguous" | "out_of_scope";

export interface Citation {
  marker: number;
  document_id: string;
  title: string;
  /** Số/ký hiệu; "" where the document has none in print. */
  number: string;
  section: string;
  /** Counted from 1; null where the format has no pages. */
  page: number | null;
  row?: string;
  column?: string;
  /** The whole clause as printed. */
  quote: string;
  url: string;
}

export interface ReplyFigure {
  text: string;
  value: number;
  unit: string;
  indicator: string;
  scope: string;
  period: string;
  kind: string;
  citation: number;
}

export interface ChartData {
  type: string;
  labels: string[];
  values: number[];
  unit: string;
  title?: string;
}

export interface Reply {
  id: string;
  conversation_id: string;
  question: string;
  standalone_question: string;
  /** The first line is the answer itself; markers like [1] point to `citations`. */
  answer: string;
  outcome: Outcome;
  abstained: boolean;
  confidence: number;
  citations: Citation[];
  figures: ReplyFigure[];
  chart?: ChartData;
  warnings: string[];
  suggestions: string[];
}

export interface Problem {
  title: string;
  status: number;
  detail: string;
  /** Of a file that is on file already: which document it is. */
  document_id?: string;
  /** Of a file that is on its way already: where its job is. */
  status_url?: string;
}

/** A box on a page as fractions of its width and height, from the top left corner: x0, y0, x1, y1. */
export type Box = [number, number, number, number];

export interface PageData {
  document_id: string;
  number: number;
  method: "text" | "ocr" | "none";
  text: string;
  problem: string;
  /** Offsets of the quote in `text`, in characters; null or absent where it was not found. */
  span?: [number, number] | null;
  /** All of them where the quote stands in pieces, e.g. an item and the sentence that introduces it. */
  spans?: [number, number][];
  boxes?: Box[];
  /** Address of the page's picture; null or absent where the format has none. */
  image?: string | null;
  pages?: number;
  title?: string;
  issued?: string | null;
  format?: string;
}

export type Access = "cong_khai" | "noi_bo" | "han_che";

export interface DocumentEntry {
  id: string;
  title: string;
  number: string;
  kind: string;
  issuer: string;
  issued: string | null;
  period: string | null;
  format: string;
  pages: number;
  problems: string[];
  access?: Access | null;
  telegram?: boolean;
  state?: string;
}

export interface OutlineEntry {
  level: number;
  text: string;
  page: number | null;
}

export interface TableData {
  title: string;
  unit?: string;
  page: number | null;
  /** The header path of each column, outermost first. */
  header: string[][];
  rows: string[][];
}

export interface FindingData {
  severity?: string;
  kind: string;
  message: string;
  quotes: string[];
  page?: number | null;
}

export interface DocumentDetail extends DocumentEntry {
  outline: OutlineEntry[];
  tables: TableData[];
  findings: FindingData[];
}

export interface FigureRow {
  text: string;
  value: number;
  unit: string;
  indicator: string;
  scope: string;
  period: string | null;
  kind: string;
  comparator?: string;
  document_id: string;
  title: string;
  page: number | null;
  quote: string;
}

export interface SeriesPoint {
  indicator?: string;
  period: string | null;
  scope: string;
  value: number;
  text: string;
  kind: string;
  comparator?: string;
  citation?: Citation;
}

export interface Series {
  indicator: string;
  unit: string;
  points: SeriesPoint[];
}

export interface Job {
  id: string;
  state: "queued" | "reading" | "indexing" | "done" | "failed";
  /** 0 to 1. */
  progress: number;
  message: string;
  document_id?: string | null;
  findings?: unknown;
}

export interface Me {
  role: "reader" | "uploader" | "admin" | "widget";
  access?: Access | null;
  name?: string;
  /** Bytes of the largest file that is taken. */
  upload_limit?: number;
}

/** The service as functions: every request of the widget and of the full page goes through here. */
import type { PageData, Problem, Reply } from "../contract";
import { Failure, failureFrom, failureOf } from "./errors";
import { serverEvents } from "./sse";

export interface Asked {
  question: string;
  conversation_id?: string;
  document_ids?: string[];
}

export interface Listener {
  progress(stage: string): void;
  text(soFar: string): void;
}

export interface Access {
  /** A publishable widget key, exchanged for a short session token. */
  widgetKey?: string;
  /** A person's own key, sent as it is. */
  bearer?: string;
}

const SILENCE_MS = 45_000;
/** A session token is exchanged anew this long before it runs out, so that none runs out on its way. */
const EARLY_MS = 20_000;

export class Client {
  private token = "";
  private tokenEnds = 0;

  /** `base` is where the service is, e.g. "https://hoidap.example.vn" or "" for the page's own origin. */
  constructor(
    readonly base: string,
    private readonly access: Access = {},
  ) {}

  /** Whether requests carry a key or token, so that a plain link to a file would be refused. */
  get guarded(): boolean {
    return Boolean(this.access.widgetKey || this.access.bearer);
  }

  /** The whole address of a path of the API. Of an address with an origin only the path counts: a key or token goes to
   * the service and nowhere else. */
  address(path: string): string {
    return this.base + path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "");
  }

  /** Asks and listens until the reply is whole. Throws Failure, or the abort's own error when `signal` stops it. */
  async ask(asked: Asked, listener: Listener, signal: AbortSignal): Promise<Reply> {
    const silence = new Silence(signal);
    try {
      const response = await this.send("/api/v1/ask/stream", { method: "POST", body: asked, signal: silence.signal });
      if (!response.body) throw new Failure("broken");
      let text = "";
      for await (const { event, data } of serverEvents(response.body, () => silence.heard())) {
        if (event === "done") return parsed<Reply>(data);
        if (event === "error") throw failureFrom(parsed<Problem>(data));
        if (event === "progress") listener.progress(parsed<{ stage: string }>(data).stage);
        if (event === "answer") listener.text((text += parsed<{ text: string }>(data).text));
      }
      throw new Failure("broken");
    } catch (error) {
      throw signal.aborted ? signal.reason : silence.timedOut ? new Failure("timeout") : known(error);
    } finally {
      silence.end();
    }
  }

  /** A page of a document as the reader knows it, with the place of `quote` on it. */
  page(documentId: string, number: number, quote = "", signal?: AbortSignal): Promise<PageData> {
    const query = quote ? `?${new URLSearchParams({ quote })}` : "";
    return this.get(`/api/v1/documents/${encodeURIComponent(documentId)}/pages/${number}${query}`, signal);
  }

  feedback(about: { answer_id: string; thumb: 1 | -1; reason?: string; corrected?: string }): Promise<unknown> {
    return this.request("/api/v1/feedback", { method: "POST", body: about });
  }

  forget(conversationId: string): Promise<unknown> {
    return this.request(`/api/v1/conversations/${encodeURIComponent(conversationId)}`, { method: "DELETE" });
  }

  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return (await this.request(path, { signal })).json() as Promise<T>;
  }

  async blob(path: string, signal?: AbortSignal): Promise<Blob> {
    return (await this.request(path, { signal })).blob();
  }

  fileOf(documentId: string): string {
    return this.address(`/api/v1/documents/${encodeURIComponent(documentId)}/file`);
  }

  /** One request, with a time limit. Throws Failure. */
  async request(path: string, options: Options = {}): Promise<Response> {
    const silence = new Silence(options.signal, options.patience);
    try {
      return await this.send(path, { ...options, signal: silence.signal });
    } catch (error) {
      if (options.signal?.aborted) throw options.signal.reason;
      throw silence.timedOut ? new Failure("timeout") : known(error);
    } finally {
      silence.end();
    }
  }

  /** Sends with the key or token; an expired session token is exchanged once for a new one. */
  private async send(path: string, options: Options, again = true): Promise<Response> {
    const headers: Record<string, string> = {};
    const bearer = await this.bearer(options.signal);
    if (bearer) headers["Authorization"] = `Bearer ${bearer}`;
    const plain = options.body !== undefined && !(options.body instanceof FormData);
    if (plain) headers["Content-Type"] = "application/json";
    const response = await fetch(this.address(path), {
      method: options.method ?? "GET",
      headers,
      body: plain ? JSON.stringify(options.body) : (options.body as FormData | undefined),
      signal: options.signal,
      credentials: "omit",
    });
    if (response.ok) return response;
    if (response.status === 401 && again && this.access.widgetKey) {
      this.token = "";
      return this.send(path, options, false);
    }
    throw await failureOf(response);
  }

  private async bearer(signal?: AbortSignal): Promise<string> {
    if (!this.access.widgetKey) return this.access.bearer ?? "";
    if (!this.token || Date.now() > this.tokenEnds - EARLY_MS) {
      const response = await fetch(this.address("/api/v1/session"), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ widget_key: this.access.widgetKey }),
        signal,
        credentials: "omit",
      });
      if (!response.ok) throw await failureOf(response);
      const made = (await response.json()) as { token: string; expires_in: number };
      this.token = made.token;
      this.tokenEnds = Date.now() + made.expires_in * 1000;
    }
    return this.token;
  }
}

interface Options {
  method?: string;
  body?: unknown;
  signal?: AbortSignal;
  /** Milliseconds without a word from the service after which it counts as silent. */
  patience?: number;
}

/** Aborts when nothing is heard for `patience` milliseconds, or when the outer signal does. */
class Silence {
  timedOut = false;
  private readonly controller = new AbortController();
  private timer = 0;
  private readonly stop = () => this.controller.abort(this.outer?.reason);

  constructor(
    private readonly outer?: AbortSignal,
    private readonly patience = SILENCE_MS,
  ) {
    if (outer?.aborted) this.stop();
    outer?.addEventListener("abort", this.stop);
    this.heard();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  heard(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.timedOut = true;
      this.controller.abort();
    }, this.patience);
  }

  end(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener("abort", this.stop);
  }
}

function parsed<T>(data: string): T {
  try {
    return JSON.parse(data) as T;
  } catch {
    throw new Failure("broken");
  }
}

/** fetch rejects with a TypeError when there is no way to the service, before or in the middle of a body. */
function known(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure(error instanceof TypeError ? "offline" : "broken");
}

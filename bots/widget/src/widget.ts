/** widget.js: one tag puts the chat on a page.
 *
 *   <script src="https://hoidap.example.vn/widget.js" data-key="hd_…" async></script>
 *
 * data-key: the publishable widget key · data-mode: launcher (default), inline, page · data-target: a CSS selector of the
 * element that an inline or page chat goes into (default: where the tag stands) · data-api: the service, if not where the
 * script comes from · data-id: a name for this chat, when a page holds several · data-lang, data-theme, data-heading,
 * data-examples, data-position: see element.tsx. `window.Hoidap` is the same for programs; see Api below.
 */
import { define, HoidapChat } from "./element";

interface Options {
  id?: string;
  api?: string;
  key?: string;
  mode?: string;
  target?: string | Element;
  lang?: string;
  theme?: string;
  heading?: string;
  examples?: string;
  position?: string;
}

interface Api {
  /** Puts a chat on the page and returns its element. */
  create(options?: Options): HoidapChat;
  /** Takes a chat off the page. */
  destroy(id?: string): void;
  /** The chat of that name, the first one without a name. */
  get(id?: string): HoidapChat | undefined;
  open(id?: string): void;
  close(id?: string): void;
  toggle(id?: string): void;
  ask(question: string, id?: string): void;
  /** Forgets the conversation, e.g. when a portal's user signs out. */
  clear(id?: string): void;
  /** Calls back at "ready", "open", "close" or "answer" of any chat; returns how to stop that. */
  on(name: string, call: (detail: unknown, chat: HoidapChat) => void): () => void;
}

declare global {
  interface Window {
    Hoidap?: Api;
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const home = script?.src ? new URL(".", script.src).href.replace(/\/$/, "") : location.origin;
const made: HoidapChat[] = [];

function create(options: Options = {}): HoidapChat {
  const chat = document.createElement("hoidap-chat") as HoidapChat;
  const { key, target, api = home, id, ...rest } = options;
  const attributes = { ...rest, api, "widget-key": key };
  for (const [name, value] of Object.entries(attributes)) if (value) chat.setAttribute(name, value);
  if (id) chat.id = id;
  made.push(chat);
  placeFor(target).append(chat);
  return chat;
}

function placeFor(target: string | Element | undefined): Element {
  const found = typeof target === "string" ? document.querySelector(target) : target;
  return found ?? document.body;
}

const get = (id?: string): HoidapChat | undefined => made.find((chat) => chat.isConnected && (!id || chat.id === id));

const api: Api = {
  create,
  destroy: (id) => get(id)?.remove(),
  get,
  open: (id) => get(id)?.open(),
  close: (id) => get(id)?.close(),
  toggle: (id) => get(id)?.toggle(),
  ask: (question, id) => get(id)?.ask(question),
  clear: (id) => get(id)?.clear(),
  on(name, call) {
    const heard = (event: Event) => call((event as CustomEvent).detail, event.target as HoidapChat);
    document.addEventListener(`hoidap:${name}`, heard);
    return () => document.removeEventListener(`hoidap:${name}`, heard);
  },
};

/** Runs `then` once there is a body to put things into. */
function whenReady(then: () => void): void {
  if (document.body) then();
  else document.addEventListener("DOMContentLoaded", then, { once: true });
}

define();
const shared = (window.Hoidap ??= api);
if (script) {
  const { mode = "launcher", target, ...data } = script.dataset;
  whenReady(() => {
    if (mode === "launcher" || target) return shared.create({ ...data, mode, target, api: data["api"] ?? home });
    const chat = shared.create({ ...data, mode, api: data["api"] ?? home });
    script.after(chat);
    return chat;
  });
}

/** <hoidap-chat>: the chat as an element that any page can hold, in a shadow tree of its own.
 *
 * Attributes: mode ("launcher" | "inline" | "page"), api, widget-key, lang ("vi" | "en"), theme ("auto" | "light" | "dark"),
 * heading, examples (parted by "|"), position ("right" | "left"), open. They are read when the element enters a page.
 * Events: hoidap:ready, hoidap:open, hoidap:close, hoidap:answer (detail: the reply). Methods: open, close, toggle, ask, clear.
 */
import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Chat } from "./chat/Chat";
import { Conversation } from "./chat/conversation";
import { ChatIcon } from "./chat/icons";
import type { Citation } from "./contract";
import { Client, type Access } from "./service/client";
import { darkNow, onSchemeChange } from "./scheme";
import chatCss from "./styles/chat.css?inline";
import sheetCss from "./styles/sheet.css?inline";
import tokensCss from "./styles/tokens.css?inline";
import { WordsContext, wordsFor, type Words } from "./words";

/** The width at which the open chat fills the window and nothing behind it can be reached. */
const PHONE = "(max-width: 640px), (max-height: 480px)";
const sheets = [tokensCss, sheetCss, chatCss].map((css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
});

export class HoidapChat extends HTMLElement {
  /** How to reach the service, for pages that made their own key; else the attribute widget-key. */
  access?: Access;
  /** The address of the document viewer for a citation, on pages that have one. */
  viewer?: (citation: Citation) => string;
  private conversation?: Conversation;
  private chosen: string[] = [];
  private isOpen = false;
  private unwatch?: () => void;

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = sheets;
    if (!this.hasAttribute("mode")) this.setAttribute("mode", "launcher");
    if (!this.conversation) {
      const base = (this.getAttribute("api") ?? "").replace(/\/+$/, "");
      const key = this.getAttribute("widget-key") ?? undefined;
      const memory = `hoidap:${base}:${this.id || this.getAttribute("mode")}`;
      this.conversation = new Conversation(new Client(base, this.access ?? { widgetKey: key }), memory);
      this.conversation.documentIds = this.chosen;
      this.conversation.addEventListener("answer", (event) => this.say("answer", (event as CustomEvent).detail));
    }
    this.isOpen = this.hasAttribute("open");
    this.unwatch = onSchemeChange(() => this.paint());
    this.paint();
    this.say("ready");
  }

  disconnectedCallback(): void {
    this.unwatch?.();
    this.conversation?.stop();
    if (this.shadowRoot) render(null, this.shadowRoot);
  }

  /** Only these documents are searched; an empty list searches all. */
  set documentIds(ids: string[]) {
    this.chosen = ids;
    if (this.conversation) this.conversation.documentIds = ids;
  }

  open(): void {
    this.show(true);
  }

  close(): void {
    this.show(false);
  }

  toggle(): void {
    this.show(!this.isOpen);
  }

  /** Opens the chat and asks. */
  ask(question: string): void {
    this.open();
    void this.conversation?.ask(question);
  }

  clear(): void {
    this.conversation?.clear();
  }

  private show(open: boolean): void {
    if (this.isOpen === open || this.getAttribute("mode") !== "launcher") return;
    this.isOpen = open;
    this.paint();
    this.say(open ? "open" : "close");
  }

  private say(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(`hoidap:${name}`, { detail, bubbles: true, composed: true }));
  }

  private paint(): void {
    if (!this.shadowRoot || !this.conversation) return;
    const words = wordsFor(this.getAttribute("lang"));
    this.dataset["scheme"] = darkNow(this.getAttribute("theme")) ? "dark" : "light";
    const chat = {
      conversation: this.conversation,
      title: this.getAttribute("heading") ?? words.name,
      examples: this.getAttribute("examples")?.split("|").map((each) => each.trim()).filter(Boolean) ?? words.examples,
      viewer: this.viewer,
    };
    const floating = this.getAttribute("mode") === "launcher";
    render(
      <WordsContext value={words}>
        <div class="root" lang={words.lang}>
          {floating ? (
            <Launcher words={words} open={this.isOpen} onToggle={(open) => this.show(open)}>
              <Chat {...chat} onClose={() => this.show(false)} />
            </Launcher>
          ) : (
            <Chat {...chat} />
          )}
        </div>
      </WordsContext>,
      this.shadowRoot,
    );
  }
}

interface LauncherProps {
  words: Words;
  open: boolean;
  onToggle(open: boolean): void;
  children: preact.ComponentChildren;
}

/** The button in the corner and the window it opens: a dialog beside the page, or over all of it on a phone. */
function Launcher({ words, open, onToggle, children }: LauncherProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    const box = dialog.current;
    if (!box) return;
    const phone = matchMedia(PHONE);
    const lay = () => {
      if (box.open) box.close();
      if (phone.matches) box.showModal();
      else box.show();
    };
    if (open) {
      lay();
      box.querySelector<HTMLElement>("textarea")?.focus();
      phone.addEventListener("change", lay);
    } else {
      box.close();
      if (wasOpen.current) button.current?.focus();
    }
    wasOpen.current = open;
    return () => phone.removeEventListener("change", lay);
  }, [open]);
  return (
    <>
      <button
        type="button"
        ref={button}
        class="launcher"
        part="launcher"
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => onToggle(!open)}
      >
        <ChatIcon />
        {words.launcher}
      </button>
      <dialog
        ref={dialog}
        class="window"
        part="window"
        aria-label={words.name}
        onCancel={(event) => {
          event.preventDefault();
          onToggle(false);
        }}
        onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && (event.preventDefault(), onToggle(false))}
      >
        {children}
      </dialog>
    </>
  );
}

export function define(): void {
  if (!customElements.get("hoidap-chat")) customElements.define("hoidap-chat", HoidapChat);
}

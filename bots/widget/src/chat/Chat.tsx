/** The whole chat: history, composer, the source panel beside or over them, and the notice that is always in view. */
import { useRef, useState } from "preact/hooks";
import type { Citation } from "../contract";
import { useWords } from "../words";
import { Composer } from "./Composer";
import type { Conversation } from "./conversation";
import { useChanges, useFollowing, useNarrow, usePassing } from "./hooks";
import { ChatIcon, CloseIcon, NewIcon } from "./icons";
import type { Source } from "./source";
import { SourcePanel } from "./SourcePanel";
import { TurnView } from "./Turn";

/** Pixels of the chat's width from which the source stands beside the answer instead of over it. */
const SIDE_BY_SIDE = 860;

export interface ChatProps {
  conversation: Conversation;
  title: string;
  examples: readonly string[];
  /** Closes the window the chat stands in; a chat that cannot be closed has none. */
  onClose?: () => void;
  viewer?: (citation: Citation) => string;
}

export function Chat({ conversation, title, examples, onClose, viewer }: ChatProps) {
  const words = useWords();
  const [source, setSource] = useState<Source>();
  const [said, setSaid] = usePassing();
  const opener = useRef<HTMLElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const talk = useRef<HTMLDivElement>(null);
  const narrow = useNarrow(frame, SIDE_BY_SIDE);
  useChanges(conversation);
  const { turns, busy } = conversation;
  useFollowing(talk, turns);
  const stage = words.stages[turns.at(-1)?.stage ?? ""] ?? words.waiting;

  const close = () => {
    setSource(undefined);
    // After the answer is no longer covered: what is inert takes no focus.
    requestAnimationFrame(() => opener.current?.focus());
  };
  const clear = () => {
    setSource(undefined);
    conversation.clear();
    setSaid(words.newConversationDone);
    frame.current?.querySelector<HTMLElement>("textarea")?.focus();
  };
  return (
    <div class="chat" part="chat" ref={frame} data-source={source ? (narrow ? "over" : "beside") : "none"}>
      <header class="top" part="header">
        <ChatIcon />
        <h2 class="title">{title}</h2>
        {turns.length > 0 && (
          <button type="button" class="quiet new" title={words.newConversation} onClick={clear}>
            <NewIcon />
            <span class="new-label">{words.newConversation}</span>
          </button>
        )}
        {onClose && (
          <button type="button" class="quiet" aria-label={words.close} title={words.close} onClick={onClose}>
            <CloseIcon />
          </button>
        )}
      </header>
      <div class="main">
        <div class="talk" inert={Boolean(source && narrow)}>
          <div class="log scroller" ref={talk} role="log" aria-label={words.history} aria-busy={busy} tabIndex={0}>
            {turns.length === 0 && <Welcome examples={examples} onAsk={(question) => conversation.ask(question)} />}
            {turns.map((turn) => (
              <TurnView
                key={turn.key}
                conversation={conversation}
                turn={turn}
                onSaid={setSaid}
                onSource={(chosen, from) => {
                  opener.current = from;
                  setSource(chosen);
                }}
              />
            ))}
          </div>
          <Composer busy={busy} onAsk={(question) => conversation.ask(question)} onStop={() => conversation.stop()} />
        </div>
        {source && <SourcePanel client={conversation.client} source={source} onClose={close} viewer={viewer} />}
      </div>
      <p class="notice" part="notice">
        {words.notice}
      </p>
      <p class="sr" role="status">
        {busy ? stage : ""}
      </p>
      <p class={said ? "toast" : "sr"} role="status">
        {said}
      </p>
    </div>
  );
}

function Welcome({ examples, onAsk }: { examples: readonly string[]; onAsk(question: string): void }) {
  const words = useWords();
  return (
    <div class="welcome">
      <h3>{words.welcomeTitle}</h3>
      <p>{words.welcome}</p>
      {examples.length > 0 && (
        <div class="suggestions">
          <p class="label">{words.examplesLabel}</p>
          {examples.map((example) => (
            <button type="button" class="suggestion" key={example} onClick={() => onAsk(example)}>
              {example}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** One question and what came of it. */
import { useEffect, useState } from "preact/hooks";
import type { Reply } from "../contract";
import type { Failure } from "../service/errors";
import { useWords } from "../words";
import { AnswerText, StreamingText, type OpensSource } from "./AnswerText";
import { Chart, drawable } from "./Chart";
import type { Conversation, Turn } from "./conversation";
import { Actions } from "./Feedback";
import { InfoIcon, WarningIcon } from "./icons";
import { detailsOf, sourceOf, type Source, untold } from "./source";

interface Props {
  conversation: Conversation;
  turn: Turn;
  onSource(source: Source, opener: HTMLElement): void;
  onSaid(text: string): void;
}

export function TurnView({ conversation, turn, onSource, onSaid }: Props) {
  const words = useWords();
  const { reply, failure } = turn;
  const open: OpensSource = (citation, opener) => onSource(sourceOf(citation, reply), opener);
  const pending = !reply && !failure && !turn.stopped;
  return (
    <div class="turn" data-key={turn.key}>
      <div class="question" part="question">
        <span class="sr">{words.you}: </span>
        {turn.question}
      </div>
      <article class="reply" aria-label={words.machine} aria-busy={pending}>
        {pending && <Stage text={words.stages[turn.stage] ?? words.waiting} />}
        {pending && turn.text && <StreamingText text={turn.text} />}
        {turn.stopped && <Again text={words.stopped} label={words.again} onAgain={() => conversation.again(turn)} />}
        {failure && <Failed failure={failure} onAgain={() => conversation.again(turn)} />}
        {reply && <ReplyView reply={reply} onSource={open} onAsk={(question) => conversation.ask(question)} />}
        {reply && <Actions conversation={conversation} turn={turn} onSaid={onSaid} />}
      </article>
    </div>
  );
}

function ReplyView({ reply, onSource, onAsk }: { reply: Reply; onSource: OpensSource; onAsk(question: string): void }) {
  const words = useWords();
  const outcome = words.outcomes[reply.outcome];
  const warnings = untold(reply);
  return (
    <>
      {outcome && (
        <p class={`outcome ${reply.abstained ? "abstained" : ""}`}>
          <InfoIcon />
          {outcome}
        </p>
      )}
      <AnswerText reply={reply} onSource={onSource} />
      {warnings.length > 0 && (
        <div class="warnings" part="warnings">
          <p class="warnings-title">
            <WarningIcon />
            {words.warnings}
          </p>
          <ul>
            {warnings.map((warning, at) => (
              <li key={at}>{warning}</li>
            ))}
          </ul>
        </div>
      )}
      {drawable(reply.chart) && <Chart chart={reply.chart} />}
      {reply.citations.length > 0 && (
        <div class="sources">
          <p class="label">{words.sources}</p>
          <ul>
            {reply.citations.map((citation) => (
              <li key={citation.marker}>
                <button
                  type="button"
                  class="source-card"
                  onClick={(event) => onSource(citation, event.currentTarget)}
                >
                  <span class="source-marker">
                    <span class="sr">{words.source} </span>
                    {citation.marker}
                  </span>
                  <span class="source-words">
                    <span class="source-title">{citation.title || words.noTitle}</span>
                    <span class="source-details">{detailsOf(citation, words).join(" · ")}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {reply.suggestions.length > 0 && (
        <div class="suggestions">
          <p class="label">{words.suggestions}</p>
          {reply.suggestions.map((suggestion) => (
            <button type="button" class="suggestion" key={suggestion} onClick={() => onAsk(suggestion)}>
              {suggestion}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function Stage({ text }: { text: string }) {
  return (
    <p class="stage" aria-hidden="true">
      <span class="dots">
        <i />
        <i />
        <i />
      </span>
      {text}
    </p>
  );
}

function Failed({ failure, onAgain }: { failure: Failure; onAgain(): void }) {
  const words = useWords();
  const said = words.failures[failure.kind];
  const detail = failure.kind === "refused" && failure.detail ? failure.detail : said;
  return <Again text={detail} label={words.retry} wait={failure.retryAfter} onAgain={onAgain} alert />;
}

/** What went wrong and the button to try again, which waits as long as the service asked for. */
function Again(props: { text: string; label: string; wait?: number; onAgain(): void; alert?: boolean }) {
  const words = useWords();
  const [left, setLeft] = useState(props.wait ?? 0);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return (
    <div class={props.alert ? "again failed" : "again"}>
      <p>{props.text}</p>
      <button type="button" class="secondary" disabled={left > 0} onClick={props.onAgain}>
        {left > 0 ? words.retryIn(left) : props.label}
      </button>
    </div>
  );
}

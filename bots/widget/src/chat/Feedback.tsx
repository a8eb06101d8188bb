/** What may be done with an answer: copy it with its sources, say whether it is right. */
import { useRef, useState } from "preact/hooks";
import { useWords } from "../words";
import type { Conversation, Turn } from "./conversation";
import { BadIcon, CopyIcon, GoodIcon } from "./icons";
import { copied, copyText } from "./source";

interface Props {
  conversation: Conversation;
  turn: Turn;
  onSaid(text: string): void;
}

export function Actions({ conversation, turn, onSaid }: Props) {
  const words = useWords();
  const [asking, setAsking] = useState(false);
  const bad = useRef<HTMLButtonElement>(null);
  const judge = async (thumb: 1 | -1, reason = "", corrected = "") => {
    const sent = await conversation.judge(turn, thumb, reason, corrected).then(() => true, () => false);
    onSaid(sent ? words.thanks : words.feedbackFailed);
    return sent;
  };
  const close = () => {
    setAsking(false);
    bad.current?.focus();
  };
  const copy = async (button: HTMLElement) => {
    const done = await copied(copyText(turn.reply!, words), button);
    onSaid(done ? words.copied : words.copyFailed);
  };
  return (
    <div class="after" aria-live="off">
      <div class="actions">
        <button type="button" class="quiet" title={words.copy} aria-label={words.copy} onClick={(event) => copy(event.currentTarget)}>
          <CopyIcon />
        </button>
        <button
          type="button"
          class="quiet"
          title={words.good}
          aria-label={words.good}
          aria-pressed={turn.thumb === 1}
          onClick={() => judge(1)}
        >
          <GoodIcon />
        </button>
        <button
          type="button"
          class="quiet"
          ref={bad}
          title={words.bad}
          aria-label={words.bad}
          aria-pressed={turn.thumb === -1}
          aria-expanded={asking}
          onClick={() => setAsking(!asking)}
        >
          <BadIcon />
        </button>
      </div>
      {asking && <Reason onSend={async (reason, corrected) => (await judge(-1, reason, corrected)) && close()} onCancel={close} />}
    </div>
  );
}

function Reason({ onSend, onCancel }: { onSend(reason: string, corrected: string): void; onCancel(): void }) {
  const words = useWords();
  const [reason, setReason] = useState("");
  const [corrected, setCorrected] = useState("");
  return (
    <form
      class="reason"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(reason, corrected.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <fieldset>
        <legend>{words.reasonTitle}</legend>
        {words.reasons.map((each) => (
          <label class="choice" key={each}>
            <input type="radio" name="reason" value={each} checked={reason === each} onChange={() => setReason(each)} />
            <span>{each}</span>
          </label>
        ))}
      </fieldset>
      <label class="field">
        <span>{words.corrected}</span>
        <textarea rows={2} maxLength={2000} value={corrected} onInput={(event) => setCorrected(event.currentTarget.value)} />
      </label>
      <div class="buttons">
        <button type="submit" class="primary">
          {words.sendFeedback}
        </button>
        <button type="button" class="secondary" onClick={onCancel}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}

/** Where the question is typed. Enter sends, Shift+Enter begins a new line; the same place stops a running question. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../words";
import { SendIcon, StopIcon } from "./icons";

/** Characters of a question: the service's own limit. */
const LONGEST = 2000;

interface Props {
  busy: boolean;
  onAsk(question: string): void;
  onStop(): void;
}

export function Composer({ busy, onAsk, onStop }: Props) {
  const words = useWords();
  const [text, setText] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  const tooLong = [...text].length > LONGEST;
  const send = () => {
    if (busy || tooLong || !text.trim()) return;
    onAsk(text);
    setText("");
  };
  useEffect(() => {
    const box = area.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }, [text]);
  return (
    <form
      class="composer"
      part="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {tooLong && (
        <p class="too-long" id="too-long" role="alert">
          {words.tooLong}
        </p>
      )}
      <div class="entry">
        <textarea
          ref={area}
          class="box-text"
          rows={1}
          aria-label={words.question}
          placeholder={words.placeholder}
          enterkeyhint="send"
          value={text}
          aria-invalid={tooLong}
          aria-describedby={tooLong ? "too-long" : undefined}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        {busy ? (
          <button
            type="button"
            class="send stop"
            key="stop"
            aria-label={words.stop}
            title={words.stop}
            onClick={() => {
              onStop();
              area.current?.focus();
            }}
          >
            <StopIcon />
          </button>
        ) : (
          <button type="submit" class="send" key="send" aria-label={words.send} title={words.send}>
            <SendIcon />
          </button>
        )}
      </div>
    </form>
  );
}

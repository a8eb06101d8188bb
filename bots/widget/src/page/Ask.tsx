/** The chat, beside the list of documents it may be held to. */
import { h } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Loaded } from "../chat/hooks";
import { nameOf } from "../chat/source";
import type { Citation, DocumentEntry } from "../contract";
import type { HoidapChat } from "../element";
import { usePage } from "./context";
import { Await } from "./parts";
import { periodName } from "./periods";
import { kept } from "./preferences";
import { documentLink } from "./routes";

const viewer = (citation: Citation): string => documentLink(citation.document_id, citation.page, citation.quote);

export function Ask({ bearer, documents }: { bearer: string; documents: Loaded<DocumentEntry[]> }) {
  const { client, lang, words } = usePage();
  const chat = useRef<HoidapChat>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const access = useRef({ bearer });
  useEffect(() => {
    if (chat.current) chat.current.documentIds = chosen;
  }, [chosen]);
  const wide = useRef(matchMedia("(min-width: 1000px)").matches);
  return (
    <>
      <h1 class="sr" tabIndex={-1}>
        {words.chat}
      </h1>
      <aside class="scope">
        <Await loaded={documents}>
          {(all) => (
            <details open={wide.current}>
              <summary>
                <span class="scope-title">{words.scopeTitle}</span>
                <span class="scope-count">{words.scopeCount(chosen.length, all.length)}</span>
              </summary>
              <p class="form-hint">{words.scopeHelp}</p>
              <ul>
                {all.map((document) => (
                  <li key={document.id}>
                    <label class="scope-item">
                      <input
                        type="checkbox"
                        checked={chosen.includes(document.id)}
                        onChange={(event) =>
                          setChosen(event.currentTarget.checked ? [...chosen, document.id] : chosen.filter((id) => id !== document.id))
                        }
                      />
                      <span class="scope-words">
                        <span class="scope-name">{nameOf(document, words.noTitle)}</span>
                        <span class="scope-meta">{[document.number, periodName(document.period)].filter(Boolean).join(" · ")}</span>
                      </span>
                    </label>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </Await>
      </aside>
      <div class="chat-here">
        {h("hoidap-chat", {
          key: lang,
          ref: chat,
          mode: "page",
          api: client.base,
          lang,
          theme: kept("theme") || "auto",
          access: access.current,
          viewer,
        })}
      </div>
    </>
  );
}

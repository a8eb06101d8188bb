/** The full page: its parts around one chat that stays while a person looks at documents and figures. */
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import "../styles/fonts.css";
import "../styles/tokens.css";
import "../styles/sheet.css";
import "../styles/page.css";
import type { DocumentEntry, Me } from "../contract";
import { useLoaded } from "../chat/hooks";
import { define } from "../element";
import { Client } from "../service/client";
import { Failure } from "../service/errors";
import { WordsContext, wordsFor } from "../words";
import { pageEn } from "../words/page.en";
import { pageVi } from "../words/page.vi";
import { Admin } from "./Admin";
import { Ask } from "./Ask";
import { PageContext, usePage } from "./context";
import { Documents } from "./Documents";
import { DocumentView } from "./DocumentView";
import { Figures } from "./Figures";
import { KeyForm } from "./KeyForm";
import { Await, Title } from "./parts";
import { kept, keep } from "./preferences";
import { linkTo, useRoute } from "./routes";
import { TopBar } from "./TopBar";
import { Upload } from "./Upload";

function App() {
  const [lang, setLang] = useState(kept("lang") || "vi");
  const [key, setKey] = useState(kept("key"));
  const [client, setClient] = useState(() => new Client(home(), { bearer: key }));
  const words = lang === "en" ? pageEn : pageVi;
  useEffect(() => {
    document.documentElement.lang = lang;
    keep("lang", lang);
  }, [lang]);
  const enter = (given: string) => {
    keep("key", given);
    setKey(given);
    setClient(new Client(home(), { bearer: given }));
  };
  const me = useLoaded((signal) => whoAmI(client, signal), [client]);
  const locked = me.error instanceof Failure && me.error.kind === "expired";
  const page = { client, words, lang, me: me.value ?? { role: "reader" as const } };
  return (
    <WordsContext value={wordsFor(lang)}>
      <PageContext value={page}>
        <a class="skip" href="#main" onClick={toMain}>
          {words.skip}
        </a>
        <TopBar onLang={setLang} onLeave={key ? () => enter("") : undefined} />
        {locked ? <KeyForm wrong={Boolean(key)} onEnter={enter} /> : <Await loaded={me}>{() => <Parts key={key} bearer={key} />}</Await>}
      </PageContext>
    </WordsContext>
  );
}

function Parts({ bearer }: { bearer: string }) {
  const { client } = usePage();
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const documents = useLoaded((signal) => listed(client, signal), [client]);
  const [part = "", id] = route.parts;
  const uploading = useRef(false);  // once opened it stays: a file on its way is not dropped by a look elsewhere
  uploading.current ||= part === "nap-van-ban";
  const first = useRef(true);
  // A new part takes the focus, so that a keyboard or a screen reader begins there; the first one leaves it alone.
  useEffect(() => {
    if (!first.current) main.current?.querySelector<HTMLElement>("section:not([hidden]) h1")?.focus();
    first.current = false;
  }, [part, id]);
  return (
    <main id="main" ref={main} tabIndex={-1} class={part ? "reading" : "asking"}>
      <section class="ask" hidden={part !== ""}>
        <Ask bearer={bearer} documents={documents} />
      </section>
      {part === "van-ban" && !id && <section><Documents documents={documents} /></section>}
      {part === "van-ban" && id && <section><DocumentView key={id} id={id} query={route.query} onRemoved={documents.reload} /></section>}
      {part === "so-lieu" && <section><Figures query={route.query} documents={documents.value ?? []} /></section>}
      {uploading.current && <section hidden={part !== "nap-van-ban"}><Upload onDone={documents.reload} /></section>}
      {part === "quan-tri" && <section><Admin /></section>}
      {!PARTS.includes(part) && <section><NotFound /></section>}
    </main>
  );
}

const PARTS = ["", "van-ban", "so-lieu", "nap-van-ban", "quan-tri"];

function NotFound() {
  const { words } = usePage();
  return (
    <>
      <Title>{words.notFound}</Title>
      <p>
        <a href={linkTo([])}>{words.toChat}</a>
      </p>
    </>
  );
}

/** The folder this page was served from, so that it works below any path of a portal. */
const home = (): string => new URL(".", document.baseURI).href.replace(/\/$/, "");

/** Who the service takes the caller for. */
const whoAmI = (client: Client, signal: AbortSignal): Promise<Me> => client.get<Me>("/api/v1/me", signal);

const listed = (client: Client, signal: AbortSignal): Promise<DocumentEntry[]> =>
  client.get<{ documents: DocumentEntry[] }>("/api/v1/documents", signal).then((reply) => reply.documents);

function toMain(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

define();
addEventListener("hashchange", () => scrollTo(0, 0));
if (!location.hash) history.replaceState(null, "", linkTo([]));
render(<App />, document.getElementById("app")!);

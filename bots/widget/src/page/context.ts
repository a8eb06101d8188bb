/** What every part of the full page needs: the service, the dictionary, who is asking. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Me } from "../contract";
import { Client } from "../service/client";
import type { PageWords } from "../words/page.vi";
import { pageVi } from "../words/page.vi";

export interface Page {
  client: Client;
  words: PageWords;
  lang: string;
  me: Me;
}

export const PageContext = createContext<Page>({ client: new Client(""), words: pageVi, lang: "vi", me: { role: "reader" } });

export const usePage = (): Page => useContext(PageContext);

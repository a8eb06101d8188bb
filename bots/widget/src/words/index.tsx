/** The dictionary in force: Vietnamese unless English is asked for. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { en } from "./en";
import { vi, type Words } from "./vi";

export type { Words };

export const wordsFor = (lang: string | null | undefined): Words => (lang?.toLowerCase().startsWith("en") ? en : vi);

export const WordsContext = createContext<Words>(vi);

export const useWords = (): Words => useContext(WordsContext);

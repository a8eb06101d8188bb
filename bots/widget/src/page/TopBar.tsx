/** The bar above every part: what this is, the parts, the look and the language. */
import { useEffect, useState } from "preact/hooks";
import { darkNow, onSchemeChange } from "../scheme";
import { useWords } from "../words";
import { usePage } from "./context";
import { keep, kept } from "./preferences";
import { linkTo, useRoute } from "./routes";

interface Props {
  onLang(lang: string): void;
  /** Forgets the key; not given where none is in use. */
  onLeave?: () => void;
}

export function TopBar({ onLang, onLeave }: Props) {
  const { words, lang, me } = usePage();
  const chat = useWords();
  const other = lang === "en" ? "vi" : "en";
  const [here = ""] = useRoute().parts;
  const parts: [string, string][] = [
    ["", words.chat],
    ["van-ban", words.documents],
    ["so-lieu", words.figures],
    ...(me.role === "uploader" || me.role === "admin" ? [["nap-van-ban", words.uploadShort] as [string, string]] : []),
    ...(me.role === "admin" ? [["quan-tri", words.admin] as [string, string]] : []),
  ];
  return (
    <header class="bar">
      <a class="brand" href={linkTo([])}>
        <Seal />
        <span class="brand-words">
          <span class="brand-name">{chat.name}</span>
          <span class="brand-tagline">{words.tagline}</span>
        </span>
      </a>
      <nav aria-label={words.nav}>
        {parts.map(([part, name]) => (
          <a key={part} href={linkTo(part ? [part] : [])} aria-current={here === part ? "page" : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <div class="bar-end">
        {onLeave && (
          <button type="button" class="plain" onClick={onLeave}>
            {words.leave}
          </button>
        )}
        <button type="button" class="plain" lang={other} title={words.language} onClick={() => onLang(other)}>
          {other.toUpperCase()}
        </button>
        <Theme />
      </div>
    </header>
  );
}

function Theme() {
  const { words } = usePage();
  const [theme, setTheme] = useState(kept("theme") || "auto");
  useEffect(() => {
    const paint = () => {
      const scheme = darkNow(theme) ? "dark" : "light";
      document.documentElement.dataset["scheme"] = scheme;
      for (const chat of document.querySelectorAll("hoidap-chat")) (chat as HTMLElement).dataset["scheme"] = scheme;
    };
    paint();
    keep("theme", theme === "auto" ? "" : theme);
    return onSchemeChange(paint);
  }, [theme]);
  return (
    <label class="theme">
      <span class="sr">{words.themeTitle}</span>
      <select value={theme} onChange={(event) => setTheme(event.currentTarget.value)}>
        {Object.entries(words.themes).map(([name, said]) => (
          <option key={name} value={name}>
            {said}
          </option>
        ))}
      </select>
    </label>
  );
}

function Seal() {
  return (
    <svg class="seal" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <rect width="40" height="40" rx="10" />
      <path d="M10 12.5c4-1.6 7.3-1.2 10 1 2.7-2.2 6-2.6 10-1v15c-4-1.6-7.3-1.2-10 1-2.7-2.2-6-2.6-10-1v-15Z" />
      <path d="M20 13.5v15" />
    </svg>
  );
}

/** What the browser keeps: the look for good, the key and the language until the tab is closed. */

const stores: Record<string, Storage | null> = { theme: open(() => localStorage), lang: open(() => sessionStorage), key: open(() => sessionStorage) };

export function kept(name: "theme" | "lang" | "key"): string {
  return stores[name]?.getItem(`hoidap:${name}`) ?? "";
}

export function keep(name: "theme" | "lang" | "key", value: string): void {
  if (value) stores[name]?.setItem(`hoidap:${name}`, value);
  else stores[name]?.removeItem(`hoidap:${name}`);
}

/** A browser that is told to keep nothing throws at the mere mention of its stores. */
function open(store: () => Storage): Storage | null {
  try {
    return store();
  } catch {
    return null;
  }
}

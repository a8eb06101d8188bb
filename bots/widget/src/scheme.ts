/** Light or dark: what the page asks for, else what the person's system asks for. */

const dark = matchMedia("(prefers-color-scheme: dark)");

/** `theme` is "light", "dark", or anything else for the system's own. */
export const darkNow = (theme: string | null): boolean => (theme === "dark" ? true : theme === "light" ? false : dark.matches);

/** Calls back when the system turns light or dark; returns how to stop that. */
export function onSchemeChange(changed: () => void): () => void {
  dark.addEventListener("change", changed);
  return () => dark.removeEventListener("change", changed);
}

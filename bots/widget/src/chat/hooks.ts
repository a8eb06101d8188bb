/** What the chat needs of the browser, as hooks. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useReducer, useState } from "preact/hooks";
import type { Turn } from "./conversation";

/** Draws again whenever `target` says "change". */
export function useChanges(target: EventTarget): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const changed = () => again(undefined);
    target.addEventListener("change", changed);
    return () => target.removeEventListener("change", changed);
  }, [target]);
}

export interface Loaded<T> {
  value?: T;
  error?: unknown;
  /** Loads again. */
  reload(): void;
}

/** What `load` gives, loaded anew when `of` changes; the last value stays while the next one loads. */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>, of: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<{ value?: T; error?: unknown }>({});
  const [turn, reload] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const running = new AbortController();
    load(running.signal).then(
      (value) => running.signal.aborted || setState({ value }),
      (error: unknown) => running.signal.aborted || setState({ error }),
    );
    return () => running.abort();
  }, [...of, turn]);
  return { ...state, reload: () => reload(undefined) };
}

/** Whether an element is narrower than so many pixels, whatever the window around it. */
export function useNarrow(element: RefObject<HTMLElement | null>, width: number): boolean {
  const [narrow, setNarrow] = useState(true);
  useLayoutEffect(() => {
    if (!element.current) return;
    const watch = new ResizeObserver(([entry]) => setNarrow((entry?.contentRect.width ?? 0) < width));
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [width]);
  return narrow;
}

/** Keeps the newest turn in view: its end while it grows, its start once an answer taller than the view is there. */
export function useFollowing(scroller: RefObject<HTMLElement | null>, turns: readonly Turn[]): void {
  useLayoutEffect(() => {
    const view = scroller.current;
    const last = view?.querySelector(".turn:last-child");
    if (!view || !last) return;
    const top = last.getBoundingClientRect().top - view.getBoundingClientRect().top + view.scrollTop;
    view.scrollTop = Math.min(top - 12, view.scrollHeight);
  }, [turns.length, turns.at(-1)?.reply, turns.at(-1)?.failure]);
}

const PASSING_MS = 6000;

/** A sentence that goes away by itself. */
export function usePassing(): [string, (text: string) => void] {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(""), PASSING_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return [said, setSaid];
}

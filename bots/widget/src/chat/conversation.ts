/** A conversation: its turns, what is being asked, and its memory for the session. Knows nothing of the screen. */
import type { Client } from "../service/client";
import { Failure } from "../service/errors";
import type { Reply } from "../contract";

export interface Turn {
  key: number;
  question: string;
  /** What has come of the answer while it streams; empty once `reply` is there. */
  text: string;
  stage: string;
  reply?: Reply;
  failure?: Failure;
  stopped?: boolean;
  /** What the asker said of the answer. */
  thumb?: 1 | -1;
}

/** Turns kept for the session: enough for a morning's work, and well below what sessionStorage holds. */
const KEPT = 30;

export class Conversation extends EventTarget {
  turns: readonly Turn[] = [];
  busy = false;
  /** Only these documents are searched; all of them when empty. */
  documentIds: string[] = [];
  private id?: string;
  private running?: AbortController;
  private next = 1;

  /** `memory` is the name under which sessionStorage keeps the turns; "" keeps nothing. */
  constructor(
    readonly client: Client,
    private readonly memory: string,
  ) {
    super();
    this.recall();
  }

  /** Asks; while one question is under way others are not taken. */
  async ask(question: string): Promise<void> {
    const text = question.trim();
    if (!text || this.busy) return;
    const turn: Turn = { key: this.next++, question: text, text: "", stage: "" };
    const running = new AbortController();
    this.running = running;
    this.busy = true;
    this.turns = [...this.turns, turn];
    this.changed();
    const update = (part: Partial<Turn>) => this.update(turn.key, part);
    const outcome = await this.outcome(text, update, running.signal);
    if (this.running === running) this.busy = false;
    if (outcome.reply) this.id = outcome.reply.conversation_id;
    update({ ...outcome, text: "" });
    if (outcome.reply) this.dispatchEvent(new CustomEvent("answer", { detail: outcome.reply }));
  }

  private async outcome(
    question: string,
    update: (part: Partial<Turn>) => void,
    signal: AbortSignal,
  ): Promise<Pick<Turn, "reply" | "failure" | "stopped">> {
    const asked = {
      question,
      ...(this.id ? { conversation_id: this.id } : {}),
      ...(this.documentIds.length ? { document_ids: this.documentIds } : {}),
    };
    try {
      const listener = { progress: (stage: string) => update({ stage }), text: (text: string) => update({ text }) };
      const reply = await this.client.ask(asked, listener, signal);
      return whole(reply) ? { reply } : { failure: new Failure("broken") };
    } catch (error) {
      if (signal.aborted) return { stopped: true };
      return { failure: error instanceof Failure ? error : new Failure("broken") };
    }
  }

  /** Takes a turn that failed or was stopped away and asks its question again. */
  again(turn: Turn): Promise<void> {
    if (this.busy) return Promise.resolve();
    this.turns = this.turns.filter((each) => each !== turn);
    return this.ask(turn.question);
  }

  stop(): void {
    this.busy = false;
    this.running?.abort();
  }

  /** Forgets the conversation here and, as far as it can be reached, at the service. */
  clear(): void {
    this.stop();
    if (this.id) this.client.forget(this.id).catch(() => undefined);
    this.id = undefined;
    this.turns = [];
    this.changed();
  }

  /** What the asker says of an answer; throws Failure when it could not be sent. */
  async judge(turn: Turn, thumb: 1 | -1, reason = "", corrected = ""): Promise<void> {
    if (!turn.reply) return;
    await this.client.feedback({
      answer_id: turn.reply.id,
      thumb,
      ...(reason && { reason }),
      ...(corrected && { corrected }),
    });
    this.update(turn.key, { thumb });
  }

  private update(key: number, part: Partial<Turn>): void {
    this.turns = this.turns.map((turn) => (turn.key === key ? { ...turn, ...part } : turn));
    this.changed();
  }

  private changed(): void {
    if (!this.busy) this.remember();
    this.dispatchEvent(new Event("change"));
  }

  /** Where the browser keeps nothing (full, or not allowed), the conversation lives on this page only. */
  private remember(): void {
    if (!this.memory) return;
    const turns = this.turns.filter((turn) => turn.reply).slice(-KEPT);
    try {
      sessionStorage.setItem(this.memory, JSON.stringify({ id: this.id, turns }));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  private recall(): void {
    if (!this.memory) return;
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.memory) ?? "{}") as { id?: string; turns?: Turn[] };
      this.id = kept.id;
      this.turns = (kept.turns ?? []).filter((turn) => typeof turn.question === "string" && whole(turn.reply)).map((turn) => ({ ...turn, key: this.next++ }));
    } catch (error) {
      if (!(error instanceof DOMException) && !(error instanceof SyntaxError)) throw error;
    }
  }
}

/** Whether a reply has what is needed to show it; what is kept in the browser may have been written by others. */
function whole(reply: Reply | undefined): reply is Reply {
  return (
    typeof reply?.answer === "string" &&
    [reply.citations, reply.figures, reply.warnings, reply.suggestions].every(Array.isArray)
  );
}

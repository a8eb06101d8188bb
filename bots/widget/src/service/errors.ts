/** What can go wrong between the page and the service, by what a person can do about it. */
import type { Problem } from "../contract";

export type FailureKind = "offline" | "timeout" | "busy" | "expired" | "forbidden" | "broken" | "refused" | "server";

export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    /** The service's own sentence, where it sent one. */
    readonly detail = "",
    /** Seconds to wait before another try, where the service said so. */
    readonly retryAfter = 0,
    readonly status = 0,
    /** The whole problem document, where there is one. */
    readonly problem: Partial<Problem> = {},
  ) {
    super(detail || kind);
  }
}

const KINDS: Record<number, FailureKind> = { 401: "expired", 403: "forbidden", 429: "busy", 408: "timeout", 504: "timeout" };

/** The failure that a response with an error status tells of. */
export async function failureOf(response: Response): Promise<Failure> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return failureFrom({ ...problem, status: response.status }, Number(response.headers.get("Retry-After")));
}

/** The failure that a problem document tells of. */
export function failureFrom(problem: Partial<Problem>, retryAfter = 0): Failure {
  const status = problem.status ?? 500;
  const busy = status === 503 && retryAfter > 0;
  const kind = busy ? "busy" : (KINDS[status] ?? (status >= 500 ? "server" : "refused"));
  return new Failure(kind, problem.detail ?? problem.title ?? "", retryAfter || 0, status, problem);
}

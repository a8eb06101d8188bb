/** Where documents are handed in: files, who may see them, and how far each of them is. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Access, Job, Me } from "../contract";
import type { Client } from "../service/client";
import { Failure } from "../service/errors";
import { usePage } from "./context";
import { Field, Sorry, Title } from "./parts";
import { documentLink } from "./routes";

/** Between two looks at a job: often enough to see it move, seldom enough not to be a burden. */
const LOOK_MS = 700;
/** A large scan over a slow line; the reading itself is waited for by looking again. */
const PATIENCE_MS = 15 * 60_000;
/** The status of a file that is too large, whether the service says so or it is seen beforehand. */
const TOO_LARGE = 413;
const ACCEPTED = ".pdf,.docx,.doc,.xlsx,.xlsm,.html,.htm,.txt,.md,.markdown";

export function Upload({ onDone }: { onDone(): void }) {
  const { words, me } = usePage();
  const [files, setFiles] = useState<File[]>([]);
  const [access, setAccess] = useState<Access>("noi_bo");
  const [telegram, setTelegram] = useState(false);
  const [sent, setSent] = useState<Sent[]>([]);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  if (me.role !== "uploader" && me.role !== "admin") {
    return (
      <>
        <Title>{words.uploadTitle}</Title>
        <p class="state">{words.mayNotUpload}</p>
      </>
    );
  }
  const send = () => {
    setSent([...files.map((file) => ({ file, access, telegram })), ...sent]);
    setFiles([]);
    if (input.current) input.current.value = "";
  };
  return (
    <>
      <Title intro={words.uploadIntro}>{words.uploadTitle}</Title>
      <p class="warning">{words.secrecy}</p>
      <form
        class="upload stack"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <label
          class={over ? "drop over" : "drop"}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            setFiles([...(event.dataTransfer?.files ?? [])]);
          }}
        >
          <span class="drop-title">{words.choose}</span>
          <span class="form-hint">{words.drop}</span>
          <input ref={input} type="file" multiple accept={ACCEPTED} onChange={(event) => setFiles([...(event.currentTarget.files ?? [])])} />
        </label>
        {files.length > 0 && (
          <ul class="chosen" aria-label={words.filesChosen(files.length)}>
            {files.map((file) => (
              <li key={file.name}>
                {file.name} <span class="form-hint">{size(file.size)}</span>
                {tooLarge(file, me) && <span class="error"> {words.tooLarge(size(me.upload_limit ?? 0))}</span>}
              </li>
            ))}
          </ul>
        )}
        <Field label={words.accessLabel}>
          <select value={access} onChange={(event) => setAccess(event.currentTarget.value as Access)}>
            {Object.entries(words.accessHelp).map(([label, who]) => (
              <option key={label} value={label}>
                {words.access[label]} ({who})
              </option>
            ))}
          </select>
        </Field>
        <label class="check">
          <input type="checkbox" checked={telegram} onChange={(event) => setTelegram(event.currentTarget.checked)} />
          <span>{words.telegramLabel}</span>
        </label>
        <div class="row">
          <button type="submit" class="button main-button" disabled={files.every((file) => tooLarge(file, me))}>
            {words.start}
          </button>
        </div>
      </form>
      {sent.length > 0 && (
        <section class="jobs" aria-label={words.jobs}>
          <h2>{words.jobs}</h2>
          <ul class="cards one">
            {sent.map((each, at) => (
              <JobView key={sent.length - at} sent={each} onDone={onDone} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface Sent {
  file: File;
  access: Access;
  telegram: boolean;
}

function JobView({ sent, onDone }: { sent: Sent; onDone(): void }) {
  const { client, words, me } = usePage();
  const [job, setJob] = useState<Job>();
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  const taken = useRef("");
  useEffect(() => {
    const running = new AbortController();
    if (tooLarge(sent.file, me)) {
      setError(new Failure("refused", words.tooLarge(size(me.upload_limit ?? 0)), 0, TOO_LARGE));
      return;
    }
    followed(client, sent, taken, setJob, running.signal).then(
      (last) => last.state === "done" && onDone(),
      (failure: unknown) => running.signal.aborted || setError(failure),
    );
    return () => running.abort();
  }, [client, sent, attempt]);
  const found = Array.isArray(job?.findings) ? job.findings.length : typeof job?.findings === "number" ? job.findings : 0;
  const failed = error !== undefined || job?.state === "failed";
  const known = error instanceof Failure ? error.problem.document_id : undefined;
  const passing = error instanceof Failure && error.kind !== "refused" && error.kind !== "forbidden";
  return (
    <li class={failed ? "card failed-card" : "card"} aria-live="polite">
      <p class="job-name">{sent.file.name}</p>
      {!failed && <progress aria-label={words.jobProgress(sent.file.name)} max={1} value={job?.state === "done" ? 1 : job?.progress} />}
      {!error && <p class="form-hint">{job ? words.jobStates[job.state] : words.sending}</p>}
      {job?.message && <p class={failed ? "error" : ""}>{job.message}</p>}
      {error !== undefined && (
        <div class="error">
          <Sorry error={error} />
        </div>
      )}
      {passing && (
        <div>
          <button
            type="button"
            class="button small"
            onClick={() => {
              setError(undefined);
              setAttempt(attempt + 1);
            }}
          >
            {words.retry}
          </button>
        </div>
      )}
      {(known || (job?.state === "done" && job.document_id)) && (
        <p>
          <a href={documentLink(known || job?.document_id || "")}>{words.open}</a>
          {found > 0 && ` · ${words.findingsFound(found)}`}
        </p>
      )}
    </li>
  );
}

/** Sends a file, unless it was `taken` before, and looks at its job until it is done or has failed. */
async function followed(
  client: Client,
  sent: Sent,
  taken: { current: string },
  look: (job: Job) => void,
  signal: AbortSignal,
): Promise<Job> {
  taken.current ||= await handedIn(client, sent, signal);
  for (;;) {
    const job = await client.get<Job>(taken.current, signal);
    look(job);
    if (job.state === "done" || job.state === "failed") return job;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** The address of the job of a file that is handed in, or that is on its way already. */
async function handedIn(client: Client, sent: Sent, signal: AbortSignal): Promise<string> {
  const form = new FormData();
  form.set("file", sent.file);
  form.set("access", sent.access);
  form.set("telegram", String(sent.telegram));
  try {
    const response = await client.request("/api/v1/documents", { method: "POST", body: form, signal, patience: PATIENCE_MS });
    const { job_id } = (await response.json()) as { job_id: string };
    return `/api/v1/jobs/${encodeURIComponent(job_id)}`;
  } catch (error) {
    if (error instanceof Failure && error.problem.status_url) return error.problem.status_url;
    throw error;
  }
}

const tooLarge = (file: File, me: Me): boolean => file.size > (me.upload_limit ?? Infinity);

/** As the service counts: 1 MB is 2^20 bytes. */
const size = (bytes: number): string =>
  bytes < 2 ** 20 ? `${Math.ceil(bytes / 2 ** 10)} KB` : `${(bytes / 2 ** 20).toLocaleString("vi", { maximumFractionDigits: 1 })} MB`;

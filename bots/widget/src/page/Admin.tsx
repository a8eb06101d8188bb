/** For administrators: what could not be answered, and what people said of the answers. */
import { useLoaded } from "../chat/hooks";
import { useWords } from "../words";
import { usePage } from "./context";
import { Await, Title } from "./parts";

interface Unanswered {
  question: string;
  outcome: string;
  at?: string;
  count?: number;
}

interface Judged {
  answer_id: string;
  question?: string;
  answer?: string;
  thumb: number;
  reason?: string | null;
  corrected?: string | null;
  at?: string;
}

export function Admin() {
  const { client, words, me } = usePage();
  const unanswered = useLoaded((signal) => client.get<{ questions: Unanswered[] }>("/api/v1/unanswered", signal), [client]);
  const feedback = useLoaded((signal) => client.get<{ feedback: Judged[] }>("/api/v1/feedback", signal), [client]);
  if (me.role !== "admin") {
    return (
      <>
        <Title>{words.adminTitle}</Title>
        <p class="state">{words.mayNotAdmin}</p>
      </>
    );
  }
  return (
    <>
      <Title>{words.adminTitle}</Title>
      <section class="block">
        <h2>{words.unanswered}</h2>
        <p class="intro">{words.unansweredHelp}</p>
        <Await loaded={unanswered}>{({ questions }) => <Questions questions={questions} />}</Await>
      </section>
      <section class="block">
        <h2>{words.feedback}</h2>
        <Await loaded={feedback}>{({ feedback: judged }) => <Feedback judged={judged} />}</Await>
      </section>
    </>
  );
}

function Questions({ questions }: { questions: Unanswered[] }) {
  const { words } = usePage();
  const chat = useWords();
  if (!questions.length) return <p class="state">{words.noUnanswered}</p>;
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={words.unanswered}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.question}</th>
            <th scope="col">{words.outcome}</th>
            <th scope="col" class="number">
              {words.times}
            </th>
            <th scope="col">{words.when}</th>
          </tr>
        </thead>
        <tbody>
          {questions.map((each, at) => (
            <tr key={at}>
              <td class="asked">{each.question}</td>
              <td class="outcome-cell">{chat.outcomes[each.outcome] ?? each.outcome}</td>
              <td class="number">{each.count ?? 1}</td>
              <td>{moment(each.at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Feedback({ judged }: { judged: Judged[] }) {
  const { words } = usePage();
  if (!judged.length) return <p class="state">{words.noFeedback}</p>;
  return (
    <ul class="cards one">
      {judged.map((each, at) => (
        <li class="card" key={at}>
          <p class="card-kind">
            <span class={each.thumb > 0 ? "tag good" : "tag bad"}>{each.thumb > 0 ? words.thumbUp : words.thumbDown}</span>
            <span>{moment(each.at)}</span>
          </p>
          <h3 class="card-title">{each.question || each.answer_id}</h3>
          {each.answer && <p class="said">{each.answer}</p>}
          {each.reason && (
            <p>
              {words.reason}: {each.reason}
            </p>
          )}
          {each.corrected && (
            <p>
              {words.corrected}: {each.corrected}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** An ISO time as a clock on the wall shows it; "" where there is none. */
function moment(iso: string | undefined): string {
  const date = iso ? new Date(iso) : undefined;
  return date && !Number.isNaN(date.valueOf()) ? date.toLocaleString("vi", { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" }) : "";
}

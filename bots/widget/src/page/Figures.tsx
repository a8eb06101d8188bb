/** The figures explorer: filter, read with period, place and source, see one indicator over periods, download. */
import { useEffect, useId, useState } from "preact/hooks";
import { useLoaded } from "../chat/hooks";
import { nameOf } from "../chat/source";
import { download } from "../chat/SourcePanel";
import type { DocumentEntry, FigureRow } from "../contract";
import { usePage } from "./context";
import { Await, compared, Field, SourceLink, Title, valueClass } from "./parts";
import { periodName } from "./periods";
import { linkTo } from "./routes";
import { SeriesView } from "./SeriesView";

const LIMIT = 50;
/** What a figure may be filtered by: the parameters of the service, kept in the page's own address. */
const FILTERS = ["indicator", "period", "scope", "unit", "kind", "document_id"] as const;
type Filter = Record<(typeof FILTERS)[number], string>;

export function Figures({ query, documents }: { query: URLSearchParams; documents: DocumentEntry[] }) {
  const { client, words } = usePage();
  const filter = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? ""])) as Filter;
  const offset = Number(query.get("tu")) || 0;
  const parameters = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
  const loaded = useLoaded(
    (signal) => client.get<Found>(`/api/v1/figures?${parameters}&limit=${LIMIT}&offset=${offset}`, signal),
    [client, parameters.toString(), offset],
  );
  const go = (next: Filter, to = 0) => (location.hash = linkTo(["so-lieu"], { ...next, tu: to || null }));
  const chosen = query.get("chuoi");
  return (
    <>
      <Title intro={words.figuresIntro}>{words.figuresTitle}</Title>
      <FilterForm filter={filter} documents={documents} onFilter={go} />
      {chosen && <SeriesView indicator={chosen} scope={query.get("noi") ?? ""} back={linkTo(["so-lieu"], { ...filter, tu: offset || null })} />}
      <Await loaded={loaded}>
        {(found) =>
          found.figures.length ? (
            <>
              <div class="table-head">
                <p class="total" role="status">
                  {words.total(found.total)}
                </p>
                <Downloads parameters={parameters} />
              </div>
              <Rows
                figures={found.figures}
                seriesOf={(row) => linkTo(["so-lieu"], { ...filter, tu: offset || null, chuoi: row.indicator, noi: row.scope })}
              />
              <Turn offset={offset} shown={found.figures.length} total={found.total} onTurn={(to) => go(filter, to)} />
            </>
          ) : (
            <p class="state">{words.noFigures}</p>
          )
        }
      </Await>
    </>
  );
}

interface Found {
  figures: FigureRow[];
  total: number;
}

function FilterForm({ filter, documents, onFilter }: { filter: Filter; documents: DocumentEntry[]; onFilter(next: Filter): void }) {
  const { client, words } = usePage();
  const [draft, setDraft] = useState(filter);
  const known = useId();
  useEffect(() => setDraft(filter), [JSON.stringify(filter)]);
  const names = useLoaded(
    async (signal) => {
      if (draft.indicator.trim().length < 2) return [];
      const query = new URLSearchParams({ q: draft.indicator });
      return (await client.get<{ indicators: { indicator: string }[] }>(`/api/v1/indicators?${query}`, signal)).indicators;
    },
    [client, draft.indicator],
  );
  const text = (name: keyof Filter, label: string, hint: string, list?: string) => (
    <Field label={label}>
      <input
        type="text"
        value={draft[name]}
        placeholder={hint}
        list={list}
        onInput={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
      />
    </Field>
  );
  return (
    <form
      class="filters"
      onSubmit={(event) => {
        event.preventDefault();
        onFilter(draft);
      }}
    >
      {text("indicator", words.indicator, words.indicatorHint, known)}
      <datalist id={known}>
        {names.value?.slice(0, 20).map((each) => <option key={each.indicator} value={each.indicator} />)}
      </datalist>
      {text("scope", words.scope, words.scopeHint)}
      {text("period", words.period, words.periodHint)}
      {text("unit", words.unit, words.unitHint)}
      <Field label={words.kindLabel}>
        <select value={draft.kind} onChange={(event) => setDraft({ ...draft, kind: event.currentTarget.value })}>
          <option value="">{words.kindAny}</option>
          {words.kinds.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </select>
      </Field>
      <Field label={words.inDocument}>
        <select value={draft.document_id} onChange={(event) => setDraft({ ...draft, document_id: event.currentTarget.value })}>
          <option value="">{words.anyDocument}</option>
          {documents.map((each) => (
            <option key={each.id} value={each.id}>
              {nameOf(each, each.id)}
            </option>
          ))}
        </select>
      </Field>
      <div class="row">
        <button type="submit" class="button main-button">
          {words.filter}
        </button>
        <a class="button" href={linkTo(["so-lieu"])}>
          {words.clearFilter}
        </a>
      </div>
    </form>
  );
}

function Rows({ figures, seriesOf }: { figures: FigureRow[]; seriesOf(row: FigureRow): string }) {
  const { words } = usePage();
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={words.figuresTitle}>
      <table class="figures-table">
        <thead>
          <tr>
            <th scope="col">{words.indicator}</th>
            <th scope="col" class="number">
              {words.value}
            </th>
            <th scope="col">{words.period}</th>
            <th scope="col">{words.scope}</th>
            <th scope="col">{words.kindLabel}</th>
            <th scope="col">{words.source}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((row, at) => (
            <tr key={at}>
              <td class="indicator">
                <a href={seriesOf(row)}>{row.indicator || "—"}</a>
              </td>
              <td class={valueClass(row.text)}>{compared(row, words)}</td>
              <td class="period">{periodName(row.period)}</td>
              <td class="place">{row.scope}</td>
              <td>{row.kind}</td>
              <td class="source-cell">
                <SourceLink source={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Downloads({ parameters }: { parameters: URLSearchParams }) {
  const { client, words } = usePage();
  const [failed, setFailed] = useState(false);
  const get = (format: string) =>
    download(client, `/api/v1/figures?${parameters}&format=${format}`, `so-lieu.${format}`).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  return (
    <div class="row" role="group" aria-label={words.download}>
      {failed && (
        <span class="error" role="alert">
          {words.downloadFailed}
        </span>
      )}
      {["csv", "xlsx"].map((format) => (
        <button type="button" class="button small" key={format} onClick={() => get(format)}>
          {words.download} {format.toUpperCase()}
        </button>
      ))}
    </div>
  );
}

function Turn(props: { offset: number; shown: number; total: number; onTurn(offset: number): void }) {
  const { words } = usePage();
  if (props.total <= LIMIT) return null;
  const last = props.offset + props.shown;
  return (
    <div class="row pager">
      <button type="button" class="button" disabled={props.offset <= 0} onClick={() => props.onTurn(Math.max(0, props.offset - LIMIT))}>
        {words.previous}
      </button>
      <span>
        {words.range(props.offset + 1, last)} / {props.total}
      </span>
      <button type="button" class="button" disabled={last >= props.total} onClick={() => props.onTurn(last)}>
        {words.next}
      </button>
    </div>
  );
}

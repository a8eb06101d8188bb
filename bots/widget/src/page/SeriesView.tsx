/** One indicator over periods: a line for each place, and the same figures as a table with their sources. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { number } from "../chat/Chart";
import { useLoaded } from "../chat/hooks";
import type { Series, SeriesPoint } from "../contract";
import { usePage } from "./context";
import { Await, compared, SourceLink, valueClass } from "./parts";
import { periodForm, periodName } from "./periods";

/** Lines that can be told apart; more places than these are in the table alone. */
const LINES = 4;
const HEIGHT = 240;
const PAD = { top: 28, right: 24, bottom: 40, left: 24 };
/** Pixels of a value's text in height, and of a period's name in width with a gap: nearer, they would overlap. */
const TEXT_HEIGHT = 20;
const TICK_WIDTH = 92;

export function SeriesView({ indicator, scope, back }: { indicator: string; scope: string; back: string }) {
  const { client, words } = usePage();
  const query = new URLSearchParams({ indicator, ...(scope && { scope }) });
  const loaded = useLoaded((signal) => client.get<Series>(`/api/v1/series?${query}`, signal), [client, indicator, scope]);
  return (
    <section class="series" aria-label={words.seriesOf(indicator)}>
      <div class="table-head">
        <h2>{words.seriesOf(indicator)}</h2>
        <a class="button small" href={back}>
          {words.close}
        </a>
      </div>
      <Await loaded={loaded}>
        {(series) => {
          const lines = linesOf(series.points);
          const drawn = lines.reduce((count, line) => count + line.points.length, 0);
          return (
            <>
              {lines.some((line) => line.points.length > 1) ? (
                <>
                  <Lines lines={lines} unit={series.unit} />
                  {drawn < series.points.length && <p class="form-hint">{words.drawn(drawn, series.points.length)}</p>}
                </>
              ) : (
                <p class="form-hint">{words.noSeries}</p>
              )}
              <Points points={series.points} />
            </>
          );
        }}
      </Await>
    </section>
  );
}

interface Line {
  name: string;
  /** Plans and estimates are drawn with a broken line. */
  planned: boolean;
  points: SeriesPoint[];
}

/** Kinds that say how much something changed or where it ranks: on another scale than how much there is of it. */
const RELATIVE = ["so sánh", "xếp hạng"];
const PLANNED = ["kế hoạch", "chỉ tiêu", "ước"];

/** A line for each indicator, place and kind of figure, the longest first, over the form of period (quarters, years …)
 * that has most of them: a year does not stand between two quarters. Points come in order of time, and one a period is
 * drawn; changes and ranks only where there is nothing else. */
function linesOf(points: SeriesPoint[]): Line[] {
  const levels = points.filter((point) => !RELATIVE.includes(point.kind));
  const scales = levels.length ? [levels] : [...grouped(points, (point) => point.kind).values()];
  const [scale = []] = scales.sort((a, b) => b.length - a.length);
  const forms = grouped(scale, (point) => periodForm(point.period));
  const periodsIn = (own: SeriesPoint[]) => new Set(own.map((point) => point.period)).size;
  const [common = []] = [...forms.values()].sort((a, b) => periodsIn(b) - periodsIn(a));
  const several = new Set(common.map((point) => point.indicator)).size > 1;
  const lines = grouped(common, (point) => [several && point.indicator, point.scope, point.kind].filter(Boolean).join(", "));
  return [...lines]
    .map(([name, own]) => ({
      name,
      planned: own.some((point) => PLANNED.includes(point.kind)),
      points: [...new Map(own.map((point) => [point.period, point])).values()],
    }))
    .sort((a, b) => b.points.length - a.points.length)
    .slice(0, LINES);
}

function grouped<T, K>(all: T[], by: (each: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const each of all) groups.set(by(each), [...(groups.get(by(each)) ?? []), each]);
  return groups;
}

function Lines({ lines, unit }: { lines: Line[]; unit: string }) {
  const { words, lang } = usePage();
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);
  useLayoutEffect(() => {
    if (!frame.current) return;
    const watch = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 600));
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, []);
  const periods = [...new Set(lines.flatMap((line) => line.points.map((point) => point.period ?? "")))].sort();  // of one form
  const values = lines.flatMap((line) => line.points.map((point) => point.value));
  const high = Math.max(...values);
  // From zero, unless that would press the line flat: then it is said.
  const cut = Math.min(...values) > high / 2;
  const low = cut ? Math.min(...values) : Math.min(0, ...values);
  const span = high - low || 1;
  const x = (point: SeriesPoint) =>
    PAD.left + ((width - PAD.left - PAD.right) * (periods.indexOf(point.period ?? "") + 0.5)) / periods.length;
  const y = (point: SeriesPoint) => PAD.top + (HEIGHT - PAD.top - PAD.bottom) * (1 - (point.value - low) / span);
  // Under its point where another line's value stands right above it.
  const under = (own: SeriesPoint) =>
    lines.some((line) =>
      line.points.some((point) => {
        const above = y(own) - y(point);
        return point.period === own.period && above > 0 && above < TEXT_HEIGHT;
      }),
    );
  // Every so many periods where the names of all do not fit, the newest always.
  const stride = Math.ceil((periods.length * TICK_WIDTH) / Math.max(width - PAD.left - PAD.right, 1));
  return (
    <div class="lines" ref={frame}>
      <svg width={width} height={HEIGHT} role="img" aria-label={words.series}>
        {lines.map((line, at) => (
          <g key={line.name} class={`line line-${at}${line.planned ? " planned" : ""}`}>
            <polyline points={line.points.map((point) => `${x(point)},${y(point)}`).join(" ")} />
            {line.points.map((point, index) => (
              <g key={index}>
                <circle cx={x(point)} cy={y(point)} r="4.5" />
                <text x={x(point)} y={y(point) + (under(point) ? TEXT_HEIGHT : -10)} text-anchor="middle">
                  {number(point.value, unit, lang)}
                </text>
              </g>
            ))}
          </g>
        ))}
        {periods.map(
          (period, at) =>
            (periods.length - 1 - at) % stride === 0 && (
              <text
                key={period}
                class="tick"
                text-anchor="middle"
                x={PAD.left + ((width - PAD.left - PAD.right) * (at + 0.5)) / periods.length}
                y={HEIGHT - 8}
              >
                {periodName(period)}
              </text>
            ),
        )}
      </svg>
      <ul class="legend">
        {lines.map((line, at) => (
          <li key={line.name}>
            <svg class={`swatch line line-${at}${line.planned ? " planned" : ""}`} width="26" height="10" aria-hidden="true">
              <polyline points="0,5 26,5" />
            </svg>
            {line.name}
          </li>
        ))}
      </ul>
      {cut && <p class="form-hint">{words.axisCut}</p>}
    </div>
  );
}

function Points({ points }: { points: SeriesPoint[] }) {
  const { words } = usePage();
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={words.series}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.period}</th>
            <th scope="col">{words.scope}</th>
            <th scope="col" class="number">
              {words.value}
            </th>
            <th scope="col">{words.kindLabel}</th>
            <th scope="col">{words.source}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point, at) => (
            <tr key={at}>
              <td class="period">{periodName(point.period)}</td>
              <td class="place">{point.scope}</td>
              <td class={valueClass(point.text)}>{compared(point, words)}</td>
              <td>{point.kind}</td>
              <td class="source-cell">{point.citation && <SourceLink source={point.citation} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A comparison as bars, and the same as a table for those who cannot see it. Bars are SVG, labels are text. */
import type { ChartData } from "../contract";
import { useWords } from "../words";

/** Whether there is something to draw: as many values as labels, and all of them numbers. */
export function drawable(chart: ChartData | undefined): chart is ChartData {
  return (
    Array.isArray(chart?.labels) &&
    Array.isArray(chart.values) &&
    chart.labels.length === chart.values.length &&
    chart.values.length > 0 &&
    chart.values.every(Number.isFinite)
  );
}

export function Chart({ chart }: { chart: ChartData }) {
  const words = useWords();
  const { low, span } = scale(chart.values);
  const said = (value: number) => number(value, chart.unit ?? "", words.lang);
  return (
    <figure class="chart" part="chart">
      <figcaption class="label">{chart.title || words.chart}</figcaption>
      <div class="bars" aria-hidden="true">
        {chart.labels.map((label, at) => {
          const value = chart.values[at]!;
          const from = (100 * (Math.min(value, 0) - low)) / span;
          return (
            <div class="bar" key={at}>
              <span class="bar-label">{label}</span>
              <span class="bar-value">{said(value)}</span>
              <svg width="100%" height="12" focusable="false">
                <rect class="track" width="100%" height="12" rx="3" />
                <rect class={`fill fill-${at % 4}`} x={`${from}%`} width={`${(100 * Math.abs(value)) / span}%`} height="12" rx="3" />
              </svg>
            </div>
          );
        })}
      </div>
      <details class="chart-data">
        <summary>{words.chartTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.chartItem}</th>
              <th scope="col">{words.chartValue}</th>
            </tr>
          </thead>
          <tbody>
            {chart.labels.map((label, at) => (
              <tr key={at}>
                <th scope="row">{label}</th>
                <td>{said(chart.values[at]!)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** Bars start at zero: a bar cut off below would show a small difference as a large one. */
function scale(values: number[]): { low: number; span: number } {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return { low, span: high - low || 1 };
}

/** 97.32, "%" → "97,32%"; 35.6, "tỷ đồng" → "35,6 tỷ đồng". */
export function number(value: number, unit: string, lang: string): string {
  const digits = value.toLocaleString(lang, { maximumFractionDigits: 6 });
  return unit === "%" || !unit ? digits + unit : `${digits} ${unit}`;
}

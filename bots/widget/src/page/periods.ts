/** A period's key as an official reads it: "2026-Q1" → "Quý I/2026". The keys are those of the contract. */
import { dayOf } from "../chat/source";

const QUARTERS = ["I", "II", "III", "IV"];
const FORMS: [RegExp, (...parts: string[]) => string][] = [
  [/^(\d{4})$/, (year) => `Năm ${year}`],
  [/^(\d{4})-Q([1-4])$/, (year, quarter) => `Quý ${QUARTERS[Number(quarter) - 1]}/${year}`],
  [/^(\d{4})-H1$/, (year) => `6 tháng đầu năm ${year}`],
  [/^(\d{4})-H2$/, (year) => `6 tháng cuối năm ${year}`],
  [/^(\d{4})-9M$/, (year) => `9 tháng năm ${year}`],
  [/^(\d{4})-(\d{2})$/, (year, month) => `Tháng ${month}/${year}`],
  [/^(\d{4}-\d{2}-\d{2})$/, (day) => dayOf(day)],
  [/^\.\.(.+)$/, (day) => `Đến ${dayOf(day)}`],
  [/^(\d{4})\/(\d{4})$/, (from, to) => `${from}–${to}`],
  [/^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/, (from, to) => `${dayOf(from)}–${dayOf(to)}`],
];

export function periodName(key: string | null | undefined): string {
  const [form, name] = FORMS[periodForm(key)] ?? [];
  const match = form?.exec(key ?? "");
  return match && name ? name(...match.slice(1)) : (key ?? "");
}

/** Which form a key has, as a number: periods of one form can stand side by side; -1 for none. */
export function periodForm(key: string | null | undefined): number {
  return FORMS.findIndex(([form]) => form.test(key ?? ""));
}

/**
 * Source: IAM User Guide, "Condition operators": date condition operators (a W3C form of ISO 8601, or seconds since 1970).
 */
import type { ValueOperator } from './types.ts';

const seconds = /^-?\d{5,}(?:\.\d+)?$/;
const w3c = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/** Milliseconds since 1970, NaN for what is no date. Five digits and more are seconds, four a year. No zone is UTC. */
function instant(text: string): number {
  if (seconds.test(text)) return Number(text) * 1000;
  return w3c.test(text) ? Date.parse(text.replace(/T[\d:.]+$/, '$&Z')) : Number.NaN;
}

const date = (name: string, holds: (actual: number, wanted: number) => boolean): ValueOperator => ({
  name,
  negated: name.includes('Not'),
  accepts: (text) => !Number.isNaN(instant(text)),
  // NaN is neither equal to, below nor above anything.
  matches: (actual, wanted) => holds(instant(actual), instant(wanted)),
});

export const dateEquals = date('DateEquals', (a, b) => a === b);
export const dateNotEquals = date('DateNotEquals', (a, b) => a === b);
export const dateLessThan = date('DateLessThan', (a, b) => a < b);
export const dateLessThanEquals = date('DateLessThanEquals', (a, b) => a <= b);
export const dateGreaterThan = date('DateGreaterThan', (a, b) => a > b);
export const dateGreaterThanEquals = date('DateGreaterThanEquals', (a, b) => a >= b);

/**
 * Source: IAM User Guide, "Condition operators": date condition operators (a W3C form of ISO 8601, or seconds since 1970).
 */
import type { ValueOperator } from './types.ts';

const w3c = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/** Milliseconds since 1970. Five digits and more are seconds, four are a year. No zone is UTC. */
function instant(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^-?\d{5,}(?:\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000;
  if (!w3c.test(trimmed)) return undefined;
  const hasTime = trimmed.includes('T');
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(trimmed);
  const time = Date.parse(
    hasTime && !hasZone ? `${trimmed}Z` : trimmed.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'),
  );
  return Number.isNaN(time) ? undefined : time;
}

const date = (name: string, holds: (actual: number, wanted: number) => boolean): ValueOperator => ({
  name,
  compares: 'value',
  negated: name.includes('Not'),
  accepts: (text) => instant(text) !== undefined,
  matches: (actual, wanted) => {
    const [a, b] = [instant(actual), instant(wanted)];
    return a !== undefined && b !== undefined && holds(a, b);
  },
});

export const dateEquals = date('DateEquals', (a, b) => a === b);
export const dateNotEquals = date('DateNotEquals', (a, b) => a === b);
export const dateLessThan = date('DateLessThan', (a, b) => a < b);
export const dateLessThanEquals = date('DateLessThanEquals', (a, b) => a <= b);
export const dateGreaterThan = date('DateGreaterThan', (a, b) => a > b);
export const dateGreaterThanEquals = date('DateGreaterThanEquals', (a, b) => a >= b);

/** Source: IAM User Guide, "Condition operators": numeric condition operators. */
import type { ValueOperator } from './types.ts';

const isNumber = (text: string): boolean => /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text);
const isInteger = (text: string): boolean => /^-?\d+$/.test(text);

/** Below, equal, above: -1, 0, 1. Whole numbers of any size are compared exactly; NaN for what is no number. */
function compared(actual: string, wanted: string): number {
  if (!isNumber(actual)) return Number.NaN;
  const [a, b] =
    isInteger(actual) && isInteger(wanted)
      ? [BigInt(actual), BigInt(wanted)]
      : [Number(actual), Number(wanted)];
  return a < b ? -1 : a > b ? 1 : 0;
}

const numeric = (name: string, orders: readonly number[]): ValueOperator => ({
  name,
  negated: name.includes('Not'),
  accepts: isNumber,
  matches: (actual, wanted) => orders.includes(compared(actual, wanted)),
});

export const numericEquals = numeric('NumericEquals', [0]);
export const numericNotEquals = numeric('NumericNotEquals', [0]);
export const numericLessThan = numeric('NumericLessThan', [-1]);
export const numericLessThanEquals = numeric('NumericLessThanEquals', [-1, 0]);
export const numericGreaterThan = numeric('NumericGreaterThan', [1]);
export const numericGreaterThanEquals = numeric('NumericGreaterThanEquals', [1, 0]);

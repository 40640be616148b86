/** Source: IAM User Guide, "Condition operators": binary condition operators. Byte for byte, written in base64. */
import type { ValueOperator } from './types.ts';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export const binaryEquals: ValueOperator = {
  name: 'BinaryEquals',
  negated: false,
  accepts: (text) => base64.test(text),
  matches: (actual, wanted) => actual === wanted,
};

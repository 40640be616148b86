/** Source: IAM User Guide, "Condition operators": string, Boolean and ARN condition operators. */
import { arnMatches, globMatches } from '../glob.ts';
import type { TextOperator } from './types.ts';

const text = (name: string, more: Partial<TextOperator> = {}): TextOperator => ({
  name,
  negated: name.includes('Not'),
  wildcards: false,
  ignoresCase: false,
  accepts: () => true,
  matches: globMatches,
  ...more,
});

export const stringEquals = text('StringEquals');
export const stringNotEquals = text('StringNotEquals');
export const stringEqualsIgnoreCase = text('StringEqualsIgnoreCase', { ignoresCase: true });
export const stringNotEqualsIgnoreCase = text('StringNotEqualsIgnoreCase', { ignoresCase: true });
export const stringLike = text('StringLike', { wildcards: true });
export const stringNotLike = text('StringNotLike', { wildcards: true });

const arn = (name: string): TextOperator => text(name, { wildcards: true, matches: arnMatches });

/** The two pairs behave alike. */
export const arnEquals = arn('ArnEquals');
export const arnLike = arn('ArnLike');
export const arnNotEquals = arn('ArnNotEquals');
export const arnNotLike = arn('ArnNotLike');

export const bool = text('Bool', {
  ignoresCase: true,
  accepts: (value) => /^(?:true|false)$/i.test(value) || value.includes('${'),
});

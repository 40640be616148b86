import type { Glob } from '../glob.ts';

interface Base {
  readonly name: string;
  /** True for `…Not…`: holds where no value of the policy matches. */
  readonly negated: boolean;
  /** May this text stand in a policy? What may not makes the policy unreadable. */
  accepts(text: string): boolean;
}

/** Compares text: its values may hold variables. */
export interface TextOperator extends Base {
  readonly wildcards: boolean;
  readonly ignoresCase: boolean;
  matches(pattern: Glob, actual: string): boolean;
}

/** Compares what the text stands for: a number, a date, an address, bytes. */
export interface ValueOperator extends Base {
  /** @param wanted text that `accepts` took */
  matches(actual: string, wanted: string): boolean;
}

export type Operator = TextOperator | ValueOperator;

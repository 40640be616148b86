/** The policy dialect, and the guard for people's queries. */
export { admitQuery } from './admit.ts';
export { checkMatch } from './check.ts';
export { DialectError, RefusedQuery } from './errors.ts';
export { STATE_LABEL_PREFIX } from './reserved.ts';
export type * from './types.ts';

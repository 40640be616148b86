/** The policy dialect, and the guard for people's queries. */
export { admitQuery } from './admit.ts';
export { checkMatch } from './check.ts';
export { DialectError } from './errors.ts';
export type * from './types.ts';

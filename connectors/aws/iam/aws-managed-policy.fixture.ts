/** The same listing shows both kinds of managed policies. */
export { default } from './policy.fixture.ts';

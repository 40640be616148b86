/** Tests against real services, for the tests in this folder; elsewhere import `#tools/services/describe.ts`. */
export { describeWith } from '#tools/services/describe.ts';

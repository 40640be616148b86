/** A file of access cases, answered line by line. */
import { z } from 'zod';
import { evaluate } from './ask.ts';
import { caseSchema } from './case.ts';
import type { Answer } from './explain.ts';

/** One line of output: the answer, or what is wrong with the case. */
export type CaseLine =
  | ({ readonly title: string } & Answer)
  | { readonly title: string; readonly error: string };

const callers = 'a user, role, session, federated user, root, service, provider or *';
const titled = z.object({ title: z.string() });
const issue = ({ path, message }: z.core.$ZodIssue): string =>
  path.length === 0 ? message : `${path.join('.')}: ${message}`;

/** @param value one element of the file. A case that is none says so in its line. */
export function runCase(value: unknown): CaseLine {
  const read = caseSchema.safeParse(value);
  const title = titled.safeParse(value).data?.title ?? '';
  if (!read.success) return { title, error: read.error.issues.map(issue).join('; ') };
  const answer = evaluate(read.data);
  return answer === undefined
    ? { title, error: `request.principal: nobody who calls: ${callers}` }
    : { title, ...answer };
}

/**
 * @param text a JSON array of cases, as `explain access --cases` takes it
 * @returns one line a case, in order; each prints as one line of JSON
 * @throws SyntaxError where the text is no JSON, TypeError where it is no array
 */
export function runCases(text: string): readonly CaseLine[] {
  const cases: unknown = JSON.parse(text);
  if (!Array.isArray(cases)) throw new TypeError('a file of access cases is a JSON array');
  return cases.map(runCase);
}

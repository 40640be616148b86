/**
 * Sums up vitest's JSON reports for a CI job: `node tools/services/tally.ts <report.json>… [--also-failed <what>]…`.
 * The last line it prints is `N passed, N failed`; it exits with 1 if anything failed or a test against a service was
 * left out.
 */
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** The part of the report (https://vitest.dev/guide/reporters#json-reporter) that is read here. */
const reportSchema = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What is wrong besides tests that failed, one line each. Each counts as failed. */
  readonly problems: readonly string[];
}

/** Counts one report. A file that failed without a failed test (it could not be loaded) counts as one failure. */
export function tally(report: unknown): Tally {
  const { success, testResults } = reportSchema.parse(report);
  const tests = testResults.flatMap((file) => file.assertionResults);
  const count = (...statuses: readonly string[]): number =>
    tests.filter(({ status }) => statuses.includes(status)).length;
  const failed = count('failed');
  const problems = testResults
    .filter(({ status, assertionResults }) => {
      return status === 'failed' && !assertionResults.some((result) => result.status === 'failed');
    })
    .map(({ name, message }) => `${name} could not be run: ${(message ?? '').split('\n')[0]}`);
  const leftOut = tests.filter(
    ({ status, fullName }) => status !== 'passed' && fullName.includes('(left out: '),
  );
  if (leftOut.length > 0) problems.push(`${leftOut.length} tests against services were left out`);
  if (!success && failed === 0 && problems.length === 0) problems.push('vitest failed outside of any test');
  if (tests.length === 0 && problems.length === 0) problems.push('no test was run');
  return {
    passed: count('passed'),
    failed: failed + problems.length,
    skipped: tests.length - failed - count('passed'),
    problems,
  };
}

function readTally(file: string): Tally {
  try {
    return tally(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch (error) {
    const problem = `${file} is no report: ${error instanceof Error ? error.message.split('\n')[0] : ''}`;
    return { passed: 0, failed: 1, skipped: 0, problems: [problem] };
  }
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'also-failed': { type: 'string', multiple: true } },
  });
  const also = values['also-failed'] ?? [];
  const tallies = positionals.map(readTally);
  for (const line of [
    ...tallies.flatMap(({ problems }) => problems),
    ...also.map((what) => `${what} failed`),
  ]) {
    console.log(line);
  }
  const sum = (of: 'passed' | 'failed' | 'skipped'): number => tallies.reduce((all, one) => all + one[of], 0);
  console.log(`${sum('skipped')} skipped`);
  const failed = sum('failed') + also.length;
  console.log(`${sum('passed')} passed, ${failed} failed`);
  process.exitCode = failed === 0 && tallies.length > 0 ? 0 : 1;
}

/**
 * `npm run mutate [-- <files, as Stryker's --mutate takes them>]`: changes each comparison, branch, set operation and
 * text of the access evaluator and looks whether a test notices. What none notices must be in
 * `graph/access/MUTANTS.md` with the reason, and what is there must still be true: else the run fails.
 * Results are kept in `reports/mutation/`, so that a second run asks only about what has changed.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headingOf, listed, missingFrom, report, survivors, tally } from './survivors.ts';

const root = join(import.meta.dirname, '..', '..');
const mutated = 'graph/access/';
const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');

const [files] = process.argv.slice(2);
const stryker = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
const run = spawnSync(
  process.execPath,
  [
    stryker,
    'run',
    'tools/mutation/stryker.config.json',
    '--incremental',
    ...(files === undefined ? [] : ['--mutate', files]),
  ],
  // In UTC nobody would notice that a date without a zone is taken for local time.
  { cwd: root, stdio: 'inherit', env: { ...process.env, TZ: 'Asia/Kolkata' } },
);
if (run.status !== 0) process.exit(run.status ?? 2);

const found = report.parse(JSON.parse(read('reports', 'mutation', 'mutation.json')));
for (const [file, counts] of tally(found)) console.log(file, JSON.stringify(counts));

const asked = new Set(
  Object.keys(found.files).map((name) => name.slice(name.indexOf(mutated) + mutated.length)),
);
const left = survivors(found, mutated);
const reasons = listed(read(mutated, 'MUTANTS.md')).filter(({ file }) => asked.has(file));
const unexplained = missingFrom(reasons, left);
const gone = missingFrom(left, reasons);
for (const one of unexplained) console.error(`survives without a reason: ${headingOf(one)}`);
for (const one of gone) console.error(`is listed, but does not survive: ${headingOf(one)}`);
process.exitCode = unexplained.length + gone.length > 0 ? 1 : 0;

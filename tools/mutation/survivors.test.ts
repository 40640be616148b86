import { expect, test } from 'vitest';
import { between, headingOf, listed, missingFrom, type Report, survivors, tally } from './survivors.ts';

const source = 'const a = 1;\nconst b =\n  a > 0;\n';
const at = (line: number, from: number, to: number) => ({
  start: { line, column: from },
  end: { line, column: to },
});
const report: Report = {
  files: {
    'graph/x/one.ts': {
      source,
      mutants: [
        { status: 'Survived', replacement: 'a >= 0', location: at(3, 3, 8) },
        { status: 'NoCoverage', replacement: '2', location: at(1, 11, 12) },
        { status: 'Killed', replacement: 'true', location: at(3, 3, 8) },
        { status: 'Timeout', replacement: 'false', location: at(3, 3, 8) },
        { status: 'RuntimeError', replacement: '`', location: at(3, 3, 8) },
      ],
    },
  },
};
const left = [
  { file: 'one.ts', line: 3, from: 'a > 0', to: 'a >= 0' },
  { file: 'one.ts', line: 1, from: '1', to: '2' },
];

test('the survivors of a report are what no test noticed', () => {
  expect(survivors(report, 'graph/x/')).toEqual(left);
  expect(tally(report)).toEqual([['graph/x/one.ts', { killed: 1, timeouts: 1, survived: 2, errors: 1 }]]);
});

test('text over several lines is written on one', () => {
  expect(between(source, { line: 2, column: 1 }, { line: 3, column: 8 })).toBe('const b = a > 0');
});

test.each([
  { file: 'a/b.ts', line: 7, from: 'x', to: '' },
  { file: 'b.ts', line: 7, from: '`${x}`', to: '``' },
  { file: 'b.ts', line: 7, from: 'a → b', to: '"`"' },
])('a heading of %j is read as it was written', (mutant) => {
  expect(listed(`# All\n\n${headingOf(mutant)}\nNothing asks.\n`)).toEqual([mutant]);
});

test('a heading without a reason lists nothing', () => {
  const [first, second] = left.map(headingOf);
  expect(listed(`${first}\n\n${second}\nBecause.\n`)).toEqual(left.slice(1));
});

test('each entry of the list stands for one mutant, on whatever line it is now', () => {
  const moved = left.map((one) => ({ ...one, line: one.line + 9 }));
  expect(missingFrom(left, moved)).toEqual([]);
  expect(missingFrom(left, [...moved, ...moved])).toEqual(moved);
  expect(missingFrom(moved.slice(1), left)).toEqual(left.slice(0, 1));
});

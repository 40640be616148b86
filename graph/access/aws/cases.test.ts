import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runCase } from './run.ts';

const folder = new URL('cases/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
// Loose here: what makes a case well-formed is asked where it runs.
const titled = z.looseObject({
  title: z.string(),
  expect: z.enum(['yes', 'no', 'conditional']),
  because: z.array(z.string()).optional(),
});
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const themes = files.map((file) => ({ file, cases: z.array(titled).parse(JSON.parse(read(file))) }));

// Asked inside the tests, so that a mutation run knows which case runs which line.
const answered = (one: unknown) => {
  const line = runCase(one);
  if ('error' in line) throw new Error(line.error);
  return line;
};

describe.each(themes)('$file', ({ cases }) => {
  test.each(cases)('$title', (one) => {
    const line = answered(one);
    expect(line.verdict).toBe(one.expect);
    for (const word of one.because ?? []) expect(JSON.stringify(line.reasons)).toContain(word);
    if (line.verdict !== 'conditional') expect(line.conditions).toEqual([]);
    expect(line.reasons.length).toBeGreaterThan(0);
  });

  test('a conditional answer names what it hangs on', () => {
    for (const one of cases.filter((each) => each.expect === 'conditional')) {
      const { conditions, reasons } = answered(one);
      const others = reasons.filter(
        ({ effect, policy }) => effect === 'unread' || policy === 'blockPublicAccess',
      );
      expect(conditions.length + others.length, one.title).toBeGreaterThan(0);
    }
  });
});

/** The list of RULES.md: each rule with the cases that it names. */
function rules() {
  const text = readFileSync(new URL('RULES.md', import.meta.url), 'utf8');
  return text
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [id = '', ...rest] = part.split('\n');
      const entries = rest.flatMap((line) => {
        const [, outcome, said] = /^- (yes|no|conditional): (.+)$/.exec(line) ?? [];
        return outcome === undefined || said === undefined ? [] : [{ outcome, said }];
      });
      return { id, entries, source: rest.find((line) => line.startsWith('Source: ')) };
    });
}

describe('RULES.md', () => {
  const all = themes.flatMap(({ cases }) => cases);

  test('names every case once, under its outcome', () => {
    const named = rules()
      .flatMap(({ entries }) => entries)
      .filter(({ said }) => !said.startsWith('none, '))
      .map(({ outcome, said }) => `${outcome}: ${said}`);
    expect(named.toSorted()).toEqual(all.map((one) => `${one.expect}: ${one.title}`).toSorted());
    expect(new Set(named).size).toBe(named.length);
  });

  test('gives every rule a source, a yes, a no, and a conditional or the reason why there is none', () => {
    const found = rules();
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    for (const { id, entries, source } of found) {
      expect(source, id).toMatch(/^Source: .{10}/);
      const outcomes = new Set(entries.map(({ outcome }) => outcome));
      expect([...outcomes].toSorted(), id).toEqual(['conditional', 'no', 'yes']);
    }
  });

  test('shows at least 400 pairs of a rule and an outcome', () => {
    const pairs = rules().flatMap(({ id, entries }) =>
      entries.filter(({ said }) => !said.startsWith('none, ')).map(({ outcome }) => `${id} ${outcome}`),
    );
    expect(new Set(pairs).size).toBeGreaterThanOrEqual(400);
  });
});

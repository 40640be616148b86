import fc from 'fast-check';
import { expect, test } from 'vitest';
import { glob, globMatches, literal } from '../glob.ts';
import { covers, meets, textOf } from './cover.ts';

const letters = ['a', 'b'];
const pattern = fc.array(fc.constantFrom(...letters, '*', '?'), { maxLength: 5 }).map((all) => all.join(''));

/** All texts over two letters up to six characters: enough to tell patterns of five apart. */
const texts = [''];
for (let i = 0; texts[i] !== undefined && (texts[i]?.length ?? 0) < 6; i += 1)
  texts.push(...letters.map((letter) => `${texts[i]}${letter}`));

test('a pattern covers another only where it matches all that the other matches', () => {
  fc.assert(
    fc.property(pattern, pattern, (a, b) => {
      if (!covers(glob(a), glob(b))) return;
      for (const text of texts) if (globMatches(glob(b), text)) expect(globMatches(glob(a), text)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['*', 'a*', true],
  ['a*', 'a*b', true],
  ['a?c*', 'abc', true],
  ['a*', '*', false],
  ['a?', 'a*', false],
  ['ab', 'a?', false],
  ['', '*', false],
])('%s covers %s: %s', (a, b, expected) => {
  expect(covers(glob(a), glob(b))).toBe(expected);
});

test('two patterns meet exactly where a text is matched by both', () => {
  // Nine letters hold any text that two patterns of at most four need.
  const short = fc.array(fc.constantFrom(...letters, '*', '?'), { maxLength: 3 }).map((all) => all.join(''));
  fc.assert(
    fc.property(short, short, (a, b) => {
      const both = texts.some((text) => globMatches(glob(a), text) && globMatches(glob(b), text));
      expect(meets(glob(a), glob(b))).toBe(both);
    }),
    { numRuns: 2000 },
  );
});

test('text meets and covers as itself', () => {
  expect(covers(literal('a*'), literal('a*'))).toBe(true);
  expect(meets(literal('a*'), literal('ab'))).toBe(false);
  expect(textOf(glob('a*?b'))).toBe('a*?b');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arnMatches, glob, globMatches, literal, prefixOf, sameCase } from './glob.ts';

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const asRegExp = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('')
      .map((c) => (c === '*' ? '[^]*' : c === '?' ? '[^]' : escaped(c)))
      .join('')}$`,
  );

test('a pattern matches what the same pattern as a regular expression matches', () => {
  const letter = fc.constantFrom('a', 'b', '[', '.', '$', '*', '?', ':');
  const text = fc.array(letter, { maxLength: 8 }).map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (pattern, given) => {
      expect(globMatches(glob(pattern), given)).toBe(asRegExp(pattern).test(given));
    }),
    { numRuns: 5000 },
  );
});

test('many stars take no time', () => {
  const before = performance.now();
  expect(globMatches(glob('*a'.repeat(50)), `${'a'.repeat(5000)}b`)).toBe(false);
  expect(performance.now() - before).toBeLessThan(2000);
});

test('text as itself has no wildcards', () => {
  expect(globMatches(literal('a*'), 'ab')).toBe(false);
  expect(globMatches(literal('a*'), 'a*')).toBe(true);
});

test('a pattern begins with its plain characters', () => {
  expect(prefixOf(glob('arn:aws:s3:::data/*/x'))).toBe('arn:aws:s3:::data/');
  expect(prefixOf(glob('plain'))).toBe('plain');
  expect(prefixOf(glob('*'))).toBe('');
});

test('a pattern without case is in small letters, its wildcards as they are', () => {
  expect(sameCase(glob('A*b?'))).toEqual(glob('a*b?'));
});

test('an ARN of fewer than six parts matches nothing but a lone star', () => {
  expect(arnMatches(glob('arn:aws:s3*'), 'arn:aws:s3:::data')).toBe(false);
  expect(arnMatches(glob('*'), 'no ARN')).toBe(true);
  expect(arnMatches(glob('arn:aws:s3:::*'), 'arn:aws:s3::')).toBe(false);
});

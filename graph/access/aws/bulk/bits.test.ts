import { describe, expect, test } from 'vitest';
import { glob, globMatches } from '../glob.ts';
import {
  add,
  bits,
  both,
  either,
  full,
  hasBit,
  holdsAll,
  isEmpty,
  isEvenIn,
  places,
  setBit,
  without,
} from './bits.ts';
import { covers, meets, textOf } from './cover.ts';
import { everything, minus, type Piece, piecesOf, within } from './pieces.ts';

describe('bits', () => {
  const size = 70;
  const of = (...ats: readonly number[]) => {
    const made = bits(size);
    for (const at of ats) setBit(made, at);
    return made;
  };
  const list = (from: Iterable<number>) => [...from];

  test.each([
    [0, 0],
    [1, 1],
    [31, 1],
    [32, 1],
    [33, 2],
    [64, 2],
    [65, 3],
  ])('%i of them take %i words, and all of them are as many', (count, words) => {
    expect(bits(count)).toHaveLength(words);
    expect(list(places(full(count)))).toEqual(Array.from({ length: count }, (_, i) => i));
  });

  test('are where they were put', () => {
    const some = of(69, 0, 31, 32, 33);
    expect(list(places(some))).toEqual([0, 31, 32, 33, 69]);
    expect([0, 1, 31, 32, 33, 34, 69].filter((at) => hasBit(some, at))).toEqual([0, 31, 32, 33, 69]);
    expect(hasBit(some, 1000)).toBe(false);
  });

  test('join, meet and leave', () => {
    const [a, b] = [of(1, 2, 40, 65), of(2, 3, 41, 65)];
    expect(list(places(both(a, b)))).toEqual([2, 65]);
    expect(list(places(either(a, b)))).toEqual([1, 2, 3, 40, 41, 65]);
    expect(list(places(without(a, b)))).toEqual([1, 40]);
    add(a, b);
    expect(list(places(a))).toEqual([1, 2, 3, 40, 41, 65]);
    expect(list(places(b))).toEqual([2, 3, 41, 65]);
  });

  test.each([
    [[], true],
    [[0], false],
    [[69], false],
  ])('%j is empty: %s', (ats, expected) => {
    expect(isEmpty(of(...ats))).toBe(expected);
  });

  test.each([
    [[1, 40], [1, 40], true, true],
    [[1, 2, 40, 41, 69], [1, 40], true, true],
    [[2, 41], [1, 40], true, false],
    [[], [1, 40], true, false],
    [[1], [1, 40], false, false],
    [[40], [1, 40], false, false],
    [[1], [1, 2], false, false],
    [[], [], true, true],
  ])('%j in %j: even %s, all %s', (inside, members, even, whole) => {
    expect(isEvenIn(of(...inside), of(...members))).toBe(even);
    expect(holdsAll(of(...inside), of(...members))).toBe(whole);
  });
});

describe('patterns as sets of texts', () => {
  const upTo = (letters: readonly string[], length: number): readonly string[] => {
    const found = [''];
    for (let i = 0; (found[i]?.length ?? length) < length; i += 1)
      found.push(...letters.map((letter) => `${found[i]}${letter}`));
    return found;
  };
  type Texts = ReadonlySet<string>;
  const meet = (a: Texts, b: Texts): boolean => [...a].some((one) => b.has(one));
  const isIn = (a: Texts, b: Texts): boolean => [...a].every((one) => b.has(one));
  const patterns = upTo(['a', 'b', '*', '?'], 3);
  const texts = upTo(['a', 'b'], 6);
  const matched = patterns.map((text) => new Set(texts.filter((one) => globMatches(glob(text), one))));
  const pairs = patterns.flatMap((a, i) =>
    patterns.map((b, j) => ({
      a,
      b,
      ofA: matched[i] ?? new Set<string>(),
      ofB: matched[j] ?? new Set<string>(),
    })),
  );

  test('meet exactly where a text is in both', () => {
    const wrong = pairs.filter(({ a, b, ofA, ofB }) => meets(glob(a), glob(b)) !== meet(ofA, ofB));
    expect(wrong.map(({ a, b }) => [a, b])).toEqual([]);
  });

  test('cover only what they hold, and all of that but for a `?` next to a star', () => {
    const found = pairs.filter(({ a, b, ofA, ofB }) => covers(glob(a), glob(b)) !== isIn(ofB, ofA));
    expect(found.filter(({ ofA, ofB }) => !isIn(ofB, ofA))).toEqual([]);
    expect(found.filter(({ a, b }) => !/\*\?|\?\*/.test(a) || !b.includes('*'))).toEqual([]);
  });

  test.each([
    ['*ab', '*aab', true],
    ['a*bc*d', 'a*bbc*d', true],
    ['*a*', '*', false],
  ])('%s covers %s: %s', (a, b, expected) => {
    expect(covers(glob(a), glob(b))).toBe(expected);
  });

  test('are written as they were', () => {
    expect(textOf(glob('a*?😀'))).toBe('a*?😀');
  });
});

const pieces = (...those: readonly (readonly [string | undefined, boolean | null])[]): readonly Piece[] =>
  those.map(([text, holds]) => ({ pattern: text === undefined ? undefined : glob(text), holds }));
const written = (those: readonly Piece[]) =>
  those.map(({ pattern, holds }) => [pattern === undefined ? undefined : textOf(pattern), holds]);

describe('pieces', () => {
  test.each([
    ['all and all', undefined, undefined, [undefined]],
    ['all and a part', undefined, 'a*', ['a*']],
    ['a part and all', 'a*', undefined, ['a*']],
    ['the narrower first', 'ab*', 'a*', ['ab*']],
    ['the narrower second', 'a*', 'ab*', ['ab*']],
    ['the longer of two that cross', 'a*', '*bcd', ['*bcd']],
    ['the longer of two that cross, turned round', '*bcd', 'a*', ['*bcd']],
    ['the first of two of a length that cross', 'a*', '*b', ['a*']],
    ['nothing', 'a*', 'b*', []],
    ['the narrower first, though it is the shorter', 'ab', 'a*b*', ['ab']],
    ['the narrower second, though it is the shorter', 'a*b*', 'ab', ['ab']],
  ])('in common: %s', (_title, a, b, expected) => {
    expect(written(within(pieces([a, true]), pieces([b, true])))).toEqual(expected.map((one) => [one, true]));
    expect(written(within(pieces([a, true]), pieces([b, null])))).toEqual(expected.map((one) => [one, null]));
  });

  test('each of one with each of the other', () => {
    expect(written(within(pieces(['a*', true], ['b*', null]), everything))).toEqual([
      ['a*', true],
      ['b*', null],
    ]);
    expect(written(piecesOf({ holds: null, pieces: [glob('a'), glob('b')], open: [] }))).toEqual([
      ['a', null],
      ['b', null],
    ]);
    expect(written(piecesOf({ holds: true, pieces: undefined, open: [] }))).toEqual([[undefined, true]]);
  });

  const whole = [undefined, true] as const;
  const nothingLeft = [false, false, []];
  test.each([
    ['nothing granted', pieces(), pieces(), nothingLeft],
    ['everything granted', everything, pieces(), [true, true, []]],
    ['all granted', pieces(whole), pieces(), [true, true, []]],
    ['all, perhaps', pieces([undefined, null]), pieces(), [null, true, []]],
    ['all denied', pieces(whole), pieces(whole), nothingLeft],
    ['all perhaps denied', pieces(whole), pieces([undefined, null]), [null, true, []]],
    ['a part granted', pieces(['x/a*', true]), pieces(), [true, false, ['x/a*']]],
    ['a part denied', pieces(whole), pieces(['x/a*', true]), [true, false, ['x/*']]],
    ['a part perhaps denied', pieces(whole), pieces(['x/a*', null]), [true, false, ['x/*']]],
    ['the part denied', pieces(['x/ab', true]), pieces(['x/a*', true]), nothingLeft],
    ['the part perhaps denied', pieces(['x/ab', true]), pieces(['x/a*', null]), [null, false, ['x/ab']]],
    ['the part denied with all', pieces(['x/ab', true]), pieces(whole), nothingLeft],
    ['another part denied', pieces(['x/a', true]), pieces(['x/b', true]), [true, false, ['x/a']]],
    [
      'a hole in a part beside all',
      pieces(whole, ['x/a*', true]),
      pieces(['x/ab', true]),
      [true, false, ['x/*']],
    ],
    ['one sure part and one perhaps', pieces(['x/a', true], ['x/b', null]), pieces(), [true, false, ['x/a']]],
    ['two parts', pieces(['x/a', true], ['x/b', true]), pieces(), [true, false, ['x/a', 'x/b']]],
    ['a part and all', pieces(['x/a', true], whole), pieces(), [true, true, []]],
    [
      'one of two parts denied',
      pieces(['x/a', true], ['x/b', true]),
      pieces(['x/a', true]),
      [true, false, ['x/b']],
    ],
    ['a Deny that the next one covers', pieces(['x/a', true]), pieces(['x/a', null], whole), nothingLeft],
  ])('left: %s', (_title, granted, denied, expected) => {
    const { state, whole: isWhole, patterns } = minus(glob('x/*'), granted, denied);
    expect([state, isWhole, patterns.map(textOf)]).toEqual(expected);
  });
});

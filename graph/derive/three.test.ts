import { expect, test } from 'vitest';
import { all, any, type Maybe, not } from './three.ts';

const values: readonly Maybe[] = [true, false, null];

test('one true decides any, one false decides all, else one unknown leaves it unknown', () => {
  const table = values.flatMap((a) => values.map((b) => [a, b, any([a, b]), all([a, b])]));
  expect(table).toEqual([
    [true, true, true, true],
    [true, false, true, false],
    [true, null, true, null],
    [false, true, true, false],
    [false, false, false, false],
    [false, null, null, false],
    [null, true, true, null],
    [null, false, null, false],
    [null, null, null, null],
  ]);
});

test('nothing at all is no "any" and every "all"', () => {
  expect([any([]), all([])]).toEqual([false, true]);
});

test('the opposite of unknown is unknown', () => {
  expect(values.map(not)).toEqual([false, true, null]);
});

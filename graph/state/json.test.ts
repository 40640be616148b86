import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, encode, pack, unpack } from './json.ts';

test('a bigint of 64 bits is written as {"$int"} and comes back as a bigint', () => {
  expect(encode({ big: 9223372036854775807n })).toBe('{"big":{"$int":"9223372036854775807"}}');
  expect(decode(encode([2n ** 63n - 1n, -(2n ** 63n)]))).toEqual([2n ** 63n - 1n, -(2n ** 63n)]);
});

test('data that looks like ours stays what it was', () => {
  const looks = { $int: '5', a: { $num: 'NaN' }, b: { $$int: '1' }, c: [{ $: 1, x: 2n }] };
  expect(decode(encode(looks))).toEqual(looks);
});

test('numbers that JSON has no word for survive', () => {
  expect(decode(encode([Number.NaN, Infinity, -Infinity, -0, 0, 1e308]))).toEqual([
    Number.NaN,
    Infinity,
    -Infinity,
    -0,
    0,
    1e308,
  ]);
});

test('anything plain survives, packed too: lone surrogates, NUL, __proto__, $ keys', async () => {
  const text = fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  });
  const key = fc.oneof(text, fc.constantFrom('$int', '$num', '$', '$$int', '__proto__', 'constructor'));
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.boolean(),
      fc.constant(null),
      fc.double(),
      fc.bigInt(),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie('any')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs)),
    ),
  })).any;
  await fc.assert(
    fc.asyncProperty(value, async (given) => {
      expect(isDeepStrictEqual(decode(encode(given)), given)).toBe(true);
      expect(isDeepStrictEqual(await unpack(await pack(given)), given)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

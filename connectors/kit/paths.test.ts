import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RefusedHost, sameHost } from './hosts.ts';
import { LRU } from './lru.ts';
import { canonical, pick, putAt } from './paths.ts';

describe('the items at a path', () => {
  it.each([
    [{ A: [1, 2] }, 'A', [1, 2], 0, false],
    [{ A: { B: [1] } }, 'A.B', [1], 0, false],
    [{ R: [{ I: [1, 2] }, { I: [3] }] }, 'R.I', [1, 2, 3], 0, false],
    [{ x: 1 }, '', [{ x: 1 }], 0, false],
    [{ A: [] }, 'A', [], 0, false],
    [{}, 'A', [], 1, true],
    [{ A: null }, 'A', [], 1, true],
    [{ R: [{ I: [1] }, {}] }, 'R.I', [1], 1, true],
    [{ R: [{ I: [1] }, 'odd'] }, 'R.I', [1], 1, false],
    [{ A: 'text' }, 'A', [], 1, false],
    [{ A: { B: 1 } }, 'A.B', [], 1, false],
    ['text', 'A', [], 1, false],
    [[1], 'A', [], 1, false],
    [{}, '__proto__', [], 1, true],
    [{}, 'constructor', [], 1, true],
  ] as const)('of %j at %j', (page, path, items, broken, omitted) => {
    expect(pick(page, path)).toEqual({ items, broken, omitted });
  });

  it('can be put where they were taken from', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom('A', 'A.B', 'x.y.z'), (items, path) => {
        const whole = putAt({ other: 1 }, path, items as never);
        expect(pick(whole, path).items).toEqual(items);
        expect(whole).toHaveProperty('other', 1);
      }),
    );
  });
});

it('equal questions have one text, whatever the order of their keys', () => {
  expect(canonical({ b: [1, { d: 2, c: undefined }], a: 'x' })).toBe(canonical({ a: 'x', b: [1, { d: 2 }] }));
  expect(canonical({ a: 1 })).not.toBe(canonical({ a: '1' }));
  expect(canonical([1n])).not.toBe(canonical([1]));
});

it('what was used last stays within the budget, and what is not settled is never dropped', () => {
  const lru = new LRU<string>(10);
  lru.set('pending', 'p', 0);
  lru.set('a', 'A', 4);
  lru.set('b', 'B', 4);
  expect(lru.get('a')).toBe('A');
  lru.set('c', 'C', 4);
  expect(lru.get('b')).toBeUndefined();
  expect([lru.get('a'), lru.get('c'), lru.get('pending')]).toEqual(['A', 'C', 'p']);
  lru.set('huge', 'H', 100);
  expect([lru.get('a'), lru.get('huge'), lru.get('pending')]).toEqual([undefined, undefined, 'p']);
});

describe('a link in a reply', () => {
  const base = 'https://management.azure.com';
  it.each([
    'https://management.azure.com/x?$skiptoken=1',
    'https://management.azure.com:443/x',
    'https://MANAGEMENT.azure.com/x',
    '/relative?x=1',
  ])('%s is followed', (link) => {
    expect(sameHost(link, [base]).host).toBe('management.azure.com');
  });
  it.each([
    'https://evil.example/x',
    'https://management.azure.com.evil.example/',
    'https://management.azure.com@evil.example/',
    'https://user@management.azure.com/',
    'http://management.azure.com/',
    'https://management.azure.com:8443/',
    '//evil.example/x',
    'https:\\\\evil.example\\x',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://[',
  ])('%s is refused', (link) => {
    expect(() => sameHost(link, [base])).toThrow(RefusedHost);
  });
  it('is never repeated in the refusal beyond its host', () => {
    expect(() => sameHost('https://evil.example/a?token=abc', [base])).toThrow(/^(?!.*token).*evil\.example/);
  });
});

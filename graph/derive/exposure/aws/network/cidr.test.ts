import { expect, test } from 'vitest';
import { addressText, type Cidr, cidrOf, holds, isPublic, probes } from './cidr.ts';
import { both, type Ports, shown, union, without } from './ports.ts';

const block = (text: string): Cidr => {
  const found = cidrOf(text);
  if (found === undefined) throw new Error(text);
  return found;
};

test.each<[string, boolean]>([
  ['0.0.0.0/0', true],
  ['8.0.0.0/5', true],
  ['10.0.0.0/8', false],
  ['172.20.0.0/16', false],
  ['100.64.1.0/24', false],
  ['224.0.0.0/4', false],
  ['203.0.113.0/24', true],
  ['::/0', true],
  ['fc00::/7', false],
  ['fe80::/10', false],
  ['2600::/16', true],
])('%s is public: %s', (text, expected) => {
  expect(isPublic(block(text))).toBe(expected);
});

test('addresses for the internet are public and in none of the ranges that are named', () => {
  const named = ['1.0.0.0/8', '0.0.0.0/4', '203.0.0.0/8', '3000::/8'].map(block);
  for (const family of ['ipv4', 'ipv6'] as const)
    for (const { address } of probes(family, named).filter((one) => one.range === undefined))
      expect(named.some((one) => holds(one, address))).toBe(false);
});

test('each public range that is named is asked for by an address of it, private ones are not', () => {
  const named = ['203.0.113.0/24', '10.0.0.0/8', '198.51.100.7/32'].map(block);
  const ranged = probes('ipv4', named).filter((one) => one.range !== undefined);
  expect(ranged.map((one) => one.range?.text)).toEqual(['198.51.100.7/32', '203.0.113.0/24']);
  for (const { address, range } of ranged) expect(range !== undefined && holds(range, address)).toBe(true);
});

test('a range within a range is asked for on its own', () => {
  const named = ['203.0.112.0/20', '203.0.113.0/24'].map(block);
  const [outer] = probes('ipv4', named).filter((one) => one.range?.length === 20);
  expect(outer !== undefined && holds(block('203.0.113.0/24'), outer.address)).toBe(false);
});

test('addresses are written as policies have them', () => {
  expect(addressText(block('203.0.113.9'))).toBe('203.0.113.9');
  expect(addressText(block('2600::1:2'))).toBe('2600:0:0:0:0:0:1:2');
});

test.each<[string, string]>([
  ['::ffff:192.0.2.1', '0:0:0:0:0:ffff:c000:201'],
  ['::', '0:0:0:0:0:0:0:0'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ['2600::/16', '2600:0:0:0:0:0:0:0'],
  ['1::', '1:0:0:0:0:0:0:0'],
])('%s is %s', (text, expected) => {
  expect(addressText(block(text))).toBe(expected);
});

test('no block: text that is none', () => {
  expect([cidrOf('pl-1'), cidrOf('1.2.3'), cidrOf('1.2.3.4/33'), cidrOf('fe80::1%eth0')]).toEqual(
    Array(4).fill(undefined),
  );
});

const set = (...ranges: Ports): Ports => ranges;
test('sets of ports', () => {
  expect(union(set([5, 9], [1, 2]), set([3, 4], [20, 20]))).toEqual([
    [1, 9],
    [20, 20],
  ]);
  expect(both(set([1, 10], [20, 30]), set([5, 25]))).toEqual([
    [5, 10],
    [20, 25],
  ]);
  expect(without(set([1, 10]), set([3, 4], [10, 12]))).toEqual([
    [1, 2],
    [5, 9],
  ]);
  expect(shown('tcp', set([1, 1], [2, 3]))).toEqual(['tcp/1', 'tcp/2-3']);
});

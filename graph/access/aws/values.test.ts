import { expect, test } from 'vitest';
import { operatorNamed } from './operators/index.ts';

const named = (name: string) => {
  const operator = operatorNamed.get(name.toLowerCase());
  if (operator === undefined) throw new Error(`no operator ${name}`);
  return operator;
};
const takes = (name: string, value: string): boolean => named(name).accepts(value);
function holds(name: string, actual: string, wanted: string): boolean {
  const operator = named(name);
  if ('wildcards' in operator) throw new Error(`${name} compares text`);
  return operator.matches(actual, wanted);
}

test.each(['0', '42', '-7', '+7', '1.25', '5.', '.55', '1e9', '1e+10', '2E-12'])(
  'a number may be written %s',
  (value) => {
    expect(takes('NumericEquals', value)).toBe(true);
    expect(holds('NumericEquals', value, String(Number(value)))).toBe(true);
    expect(holds('NumericEquals', value, '3')).toBe(false);
  },
);

test.each(['', 'ten', '10k', 'x10', '1,000', ' 10', '10 ', 'x.5', '.', '1e', '1ex', '1e*5', '1.x', '0x10'])(
  'no number is %j',
  (value) => {
    expect(takes('NumericEquals', value)).toBe(false);
    expect(holds('NumericLessThanEquals', value, '16')).toBe(false);
    expect(holds('NumericGreaterThanEquals', value, '0')).toBe(false);
  },
);

test('whole numbers beyond 53 bits are compared exactly', () => {
  expect(holds('NumericEquals', '9007199254740993', '9007199254740992')).toBe(false);
  expect(holds('NumericLessThan', '-9007199254740993', '-9007199254740992')).toBe(true);
  expect(holds('NumericEquals', '9007199254740992', '9007199254740992.0')).toBe(true);
  expect(holds('NumericEquals', '10.0', '10')).toBe(true);
});

test.each([
  ['a year', '2026', '2026-01-01T00:00:00Z'],
  ['a month', '2026-03', '2026-03-01T00:00:00Z'],
  ['a day', '2026-03-04', '2026-03-04T00:00:00Z'],
  ['minutes', '2026-03-04T05:06Z', '2026-03-04T05:06:00Z'],
  ['part of a second', '2026-03-04T05:06:07.25Z', '2026-03-04T05:06:07.250Z'],
  ['no zone, which is UTC', '2026-03-04T05:06:07', '2026-03-04T05:06:07Z'],
  ['minutes without a zone', '2026-03-04T05:06', '2026-03-04T05:06:00Z'],
  ['a zone east', '2026-03-04T05:06:07+02:30', '2026-03-04T02:36:07Z'],
  ['a zone west', '2026-03-04T05:06:07-02:00', '2026-03-04T07:06:07Z'],
  ['seconds since 1970', '1767225600', '2026-01-01T00:00:00Z'],
  ['five digits, which are seconds', '86400', '1970-01-02T00:00:00Z'],
  ['seconds before 1970', '-86400', '1969-12-31T00:00:00Z'],
  ['seconds with a fraction', '1767225600.125', '2026-01-01T00:00:00.125Z'],
])('a date may be written with %s', (_, value, same) => {
  expect(takes('DateEquals', value)).toBe(true);
  expect(holds('DateEquals', value, same)).toBe(true);
  expect(holds('DateLessThan', value, same)).toBe(false);
  expect(holds('DateEquals', value, '2001-01-01')).toBe(false);
});

test.each([
  '',
  'tomorrow',
  'March 4, 2026',
  '04/03/2026',
  '202',
  '2026-3-4',
  '2026-13-01',
  'on 2026-03-04',
  '2026-03-04 at noon',
  ' 2026-03-04',
  '2026-03-04T05',
  '2026-03-04T05:06:07+0230',
  '2026-03-04T05:06:07.Z',
  '2026-03-04T05:06:07.xZ',
  '2026-03-04Z',
  'x1767225600',
  '1767225600s',
  '1767225600.s',
  '+1767225600',
  '17672e5',
  '17672256e2',
])('no date is %j', (value) => {
  expect(takes('DateEquals', value)).toBe(false);
  expect(holds('DateEquals', value, '2026-03-04')).toBe(false);
  expect(holds('DateLessThanEquals', value, '2100-01-01')).toBe(false);
  expect(holds('DateGreaterThanEquals', value, '1900-01-01')).toBe(false);
});

test('what is no date is not even equal to what is none', () => {
  expect(holds('DateEquals', 'soon', 'soon')).toBe(false);
});

test.each(['', 'QUJD', 'QUI=', 'QQ==', 'AQIDBA==', '+/+/'])('bytes may be written %j', (value) => {
  expect(takes('BinaryEquals', value)).toBe(true);
});

test.each(['Q', 'QQ', 'QUI', 'QUJDR', 'QQ=', 'QUI==', 'QUJD=', '-_-_', 'QU I', '!QUJD', 'QUJD!'])(
  'no base64 is %j',
  (value) => {
    expect(takes('BinaryEquals', value)).toBe(false);
  },
);

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['203.0.113.7', '203.0.113.0/24'],
  ['203.0.113.255', '203.0.113.0/24'],
  ['203.0.113.7', '203.0.113.7/32'],
  ['203.0.113.7', '203.0.113.200/24'],
  ['203.0.113.7', '0.0.0.0/0'],
  ['2001:db8::7', '2001:db8::/32'],
  ['2001:DB8:0:0:0:0:0:7', '2001:db8::7'],
  ['2001:db8::7', '2001:db8::7/128'],
  ['2001:db8::7', '::/0'],
  ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
])('%s is in %s', (actual, wanted) => {
  expect(takes('IpAddress', wanted)).toBe(true);
  expect(holds('IpAddress', actual, wanted)).toBe(true);
});

test.each([
  ['203.0.114.1', '203.0.113.0/24'],
  ['203.0.113.8', '203.0.113.7'],
  ['2001:db9::7', '2001:db8::/32'],
  ['2001:db8::8', '2001:db8::7'],
  // One family holds nothing of the other, however wide the range.
  ['2001:db8::7', '0.0.0.0/0'],
  ['::ffff:203.0.113.7', '203.0.113.0/24'],
  ['203.0.113.7', '::/0'],
  ['nowhere', '0.0.0.0/0'],
  ['', '::/0'],
])('%s is not in %s', (actual, wanted) => {
  expect(holds('IpAddress', actual, wanted)).toBe(false);
});

test.each([
  '',
  'localhost',
  '203.0.113',
  '203.0.113.7.9',
  '203.0.113.256',
  '203.0.113.0/33',
  '203.0.113.0/',
  '203.0.113.0/x',
  '203.0.113.0/8x',
  '203.0.113.0/24/24',
  '203.0.113.0/203.0.113.0/24',
  '/24',
  ' 203.0.113.7',
  '2001:db8::/129',
  '2001:db8::/0128',
  '2001::db8::1',
  'fe80::1%eth0',
])('no range of addresses is %j', (value) => {
  expect(takes('IpAddress', value)).toBe(false);
  expect(holds('IpAddress', '203.0.113.7', value)).toBe(false);
});

test.each(['true', 'FALSE', '${aws:SecureTransport}'])('a Boolean may be %s', (value) => {
  expect(takes('Bool', value)).toBe(true);
});

test.each(['', 'yes', 'untrue', 'falsely'])('no Boolean is %j', (value) => {
  expect(takes('Bool', value)).toBe(false);
});

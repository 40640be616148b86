import { expect, it } from 'vitest';
import type { AttackPath } from '#graph/paths/paths.ts';
import { riskOf, severityOf } from './risk.ts';
import type { Evidence } from './types.ts';

const fact = (property: string, value: Evidence['value'] = true): Evidence => ({
  asset: 'a',
  operation: 'o',
  field: 'f',
  property,
  value,
  observedAt: '2026-11-20T10:00:00.000Z',
});
const exposure = (...evidence: Evidence[]) => riskOf('high', evidence, []).terms['exposure'];

it.each(['publicRead', 'publicWrite', 'writableByOutsiders', 'invocableByAnyone'])(
  'counts %s as exposure, and only if it is true',
  (property) => {
    expect(exposure(fact(property))).toBe(15);
    expect(exposure(fact(property, false))).toBe(0);
    expect(exposure(fact(property, null))).toBe(0);
  },
);

it('does not count a way out as a way in', () => {
  expect(exposure(fact('directInternet'))).toBe(0);
});

it('does not count an open URL, unless it follows that anyone can call', () => {
  expect(exposure(fact('invocableByAnyone', null), fact('urlWithoutAuth'))).toBe(0);
  expect(exposure(fact('invocableByAnyone'), fact('urlWithoutAuth'))).toBe(15);
});

it('adds its terms and stays between 0 and 100', () => {
  expect(riskOf('critical', [fact('publicRead')], ['stage=production']).score).toBe(95);
  expect(riskOf('info', [], ['stage=dev'])).toEqual({
    score: 0,
    terms: { severity: 5, exposure: 0, business: -10 },
  });
});

const path = (...supposes: string[]) => ({ supposes }) as unknown as AttackPath;

it.each([
  ['critical', 'high'],
  ['high', 'medium'],
  ['low', 'info'],
  ['info', 'info'],
] as const)('a %s finding is %s where its path supposes something', (severity, lower) => {
  expect(severityOf(severity, path('its code does as it is told'))).toBe(lower);
});

it('a path that supposes nothing, or none at all, leaves the severity as the policy says', () => {
  expect(severityOf('critical', path())).toBe('critical');
  expect(severityOf('high', undefined)).toBe('high');
});

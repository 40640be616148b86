import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import estate from './notebook-lifecycle-config.fixture.ts';
import lifecycle from './notebook-lifecycle-config.ts';

const { rows } = await scanFixture(lifecycle, estate);
const [both, startOnly, empty] = rows;

test('of a script only the hook and a fingerprint stay, equal for equal scripts', () => {
  expect(both?.props['hooks']).toEqual(['create', 'start']);
  expect(startOnly?.props['hooks']).toEqual(['start']);
  expect(both?.props['onStartFingerprint']).toMatch(/^redacted:hmac:[0-9a-f]{16}$/);
  expect(startOnly?.props['onStartFingerprint']).toBe(both?.props['onStartFingerprint']);
  expect(both?.props['onCreateFingerprint']).not.toBe(both?.props['onStartFingerprint']);
  expect(JSON.stringify(rows)).not.toContain(Buffer.from('#!/bin/sh').toString('base64').slice(0, 10));
});

test('without a script there is no fingerprint', () => {
  expect(empty?.props).toMatchObject({ hooks: [], onCreateFingerprint: 'none', onStartFingerprint: 'none' });
});

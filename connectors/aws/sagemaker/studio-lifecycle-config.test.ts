import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import estate from './studio-lifecycle-config.fixture.ts';
import lifecycle from './studio-lifecycle-config.ts';

const { rows } = await scanFixture(lifecycle, estate);
const [idle, tools, too] = rows;

test('a script runs when an app of its type starts', () => {
  expect(idle?.props).toMatchObject({ appType: 'JupyterLab', hooks: ['start'] });
});

test('of the script only a fingerprint stays, equal for equal scripts', () => {
  expect(tools?.props['contentFingerprint']).toMatch(/^redacted:hmac:[0-9a-f]{16}$/);
  expect(too?.props['contentFingerprint']).toBe(tools?.props['contentFingerprint']);
  expect(idle?.props['contentFingerprint']).not.toBe(tools?.props['contentFingerprint']);
  expect(JSON.stringify(rows)).not.toContain(Buffer.from('#!/bin/sh').toString('base64').slice(0, 10));
});

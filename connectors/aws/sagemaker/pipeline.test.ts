import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './pipeline.fixture.ts';
import pipeline from './pipeline.ts';

const { rows } = await scanFixture(pipeline, estate);
const [good, bad] = rows;

test('a pipeline acts as its role', () => {
  expect(good?.props).toMatchObject({ status: 'Active', lastRunAt: '2026-03-02T01:00:00.000Z' });
  expect(edgesOf(good)).toEqual(['RUNS_AS -> arn:aws:iam::111122223333:role/Pipeline']);
  expect(bad?.props['lastRunAt']).toBe('1970-01-01T00:00:00.000Z');
});

test('of the definition only a fingerprint stays, equal for equal definitions', () => {
  expect(good?.props['definitionFingerprint']).toMatch(/^redacted:hmac:[0-9a-f]{16}$/);
  expect(bad?.props['definitionFingerprint']).toBe(good?.props['definitionFingerprint']);
  expect(JSON.stringify(rows)).not.toMatch(/hush-hush|Steps/);
});

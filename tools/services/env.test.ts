import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { leftOut, needs } from './env.ts';

beforeEach(() => {
  for (const service of ['NEO4J_URI', 'NEO4J_LEFT_OUT']) vi.stubEnv(`PATHLIGHT_TEST_${service}`, undefined);
  vi.stubEnv('CI', '');
});
afterEach(() => void vi.unstubAllEnvs());

test('a service that runs is given by its address, in CI too', () => {
  vi.stubEnv('PATHLIGHT_TEST_NEO4J_URI', 'bolt://127.0.0.1:7');
  expect(needs('neo4j')).toBe('bolt://127.0.0.1:7');
  vi.stubEnv('CI', 'true');
  expect(needs('neo4j')).toBe('bolt://127.0.0.1:7');
});

test('one that does not run is not given, and it is said why', () => {
  expect(needs('neo4j')).toBeUndefined();
  expect(leftOut('neo4j')).toMatch(/npm run test:services/);
  vi.stubEnv('PATHLIGHT_TEST_NEO4J_LEFT_OUT', 'no JDK');
  expect(leftOut('neo4j')).toBe('no JDK');
});

test('one that does not run is an error in CI', () => {
  vi.stubEnv('PATHLIGHT_TEST_NEO4J_LEFT_OUT', 'no JDK');
  vi.stubEnv('CI', 'true');
  expect(() => needs('neo4j')).toThrow('neo4j is needed with CI=true: no JDK');
});

describe('describeWith', () => {
  const root = path.join(import.meta.dirname, '..', '..');
  let folder = '';
  beforeEach(() => {
    fs.mkdirSync(path.join(root, '.cache'), { recursive: true });
    folder = fs.mkdtempSync(path.join(root, '.cache', 'describe-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  /** Runs a test file of its own that asks for Redis; gives vitest's report on it. */
  function report(env: NodeJS.ProcessEnv) {
    fs.writeFileSync(
      path.join(folder, 'a.test.ts'),
      `import { expect, test } from 'vitest';
      import { describeWith } from '#tools/services/describe.ts';
      describeWith('redis', 'Redis', (uri) => { test('answers', () => expect(uri).toMatch(/^redis:/)); });`,
    );
    fs.writeFileSync(path.join(folder, 'vitest.config.ts'), 'export default {};');
    const output = path.join(folder, 'report.json');
    const args = ['run', '--reporter=json', `--outputFile.json=${output}`, `--root=${folder}`];
    const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
    spawnSync(process.execPath, [vitest, ...args], {
      env: { ...process.env, PATHLIGHT_TEST_REDIS_URL: '', ...env },
    });
    const parsed = JSON.parse(fs.readFileSync(output, 'utf8')) as {
      testResults: { assertionResults: { status: string; fullName: string; failureMessages: string[] }[] }[];
    };
    return parsed.testResults.flatMap((file) => file.assertionResults);
  }

  test('without the service its tests are counted as skipped, with the reason', () => {
    expect(report({ PATHLIGHT_TEST_REDIS_LEFT_OUT: 'not installed' })).toMatchObject([
      { status: 'skipped', fullName: 'Redis (left out: redis not installed) answers' },
    ]);
  });

  test('without the service there is a failed test in CI', () => {
    const [only, ...others] = report({ CI: 'true', PATHLIGHT_TEST_REDIS_LEFT_OUT: 'not installed' });
    expect(others).toEqual([]);
    expect(only).toMatchObject({ status: 'failed', fullName: 'Redis redis runs' });
    expect(only?.failureMessages.join()).toContain('redis is needed with CI=true: not installed');
  });
});

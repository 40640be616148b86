import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tally } from './tally.ts';

const one = (status: string, fullName = 'a test') => ({ status, fullName });
const file = (status: string, ...assertionResults: readonly ReturnType<typeof one>[]) => ({
  name: 'a.test.ts',
  status,
  message: assertionResults.length === 0 ? 'SyntaxError: x\nat y' : '',
  assertionResults,
});
const report = (success: boolean, ...testResults: readonly ReturnType<typeof file>[]) => ({
  success,
  testResults,
});

describe('a report', () => {
  test('is summed over all its files', () => {
    const files = [
      file('passed', one('passed'), one('passed')),
      file('passed', one('passed'), one('skipped')),
    ];
    expect(tally(report(true, ...files))).toEqual({ passed: 3, failed: 0, skipped: 1, problems: [] });
    expect(tally(report(false, ...files, file('failed', one('failed'), one('passed'))))).toEqual({
      passed: 4,
      failed: 1,
      skipped: 1,
      problems: [],
    });
  });

  test('with a file that could not be loaded has a failure', () => {
    expect(tally(report(false, file('passed', one('passed')), file('failed')))).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      problems: ['a.test.ts could not be run: SyntaxError: x'],
    });
  });

  test('with tests left out for want of a service has a failure', () => {
    const left = file('passed', one('passed'), one('skipped', 'Neo4j (left out: neo4j not started) does x'));
    expect(tally(report(true, left))).toMatchObject({ passed: 1, failed: 1, skipped: 1 });
  });

  test('that failed outside of any test, or has none, has a failure', () => {
    expect(tally(report(false, file('passed', one('passed'))))).toMatchObject({ passed: 1, failed: 1 });
    expect(tally(report(true))).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe('the command', () => {
  let folder = '';
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pathlight-tally-'));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const run = (content: string, ...args: readonly string[]) => {
    const report = path.join(folder, 'report.json');
    fs.writeFileSync(report, content);
    const script = fileURLToPath(import.meta.resolve('./tally.ts'));
    const { status, stdout } = spawnSync(process.execPath, [script, report, ...args], { encoding: 'utf8' });
    return { status, last: stdout.trimEnd().split('\n').at(-1) };
  };
  const good = JSON.stringify(report(true, file('passed', one('passed'))));

  test('prints the sum on its last line', () => {
    expect(run(good)).toEqual({ status: 0, last: '1 passed, 0 failed' });
  });
  test('fails when something else failed', () => {
    expect(run(good, '--also-failed', 'npm run check')).toEqual({ status: 1, last: '1 passed, 1 failed' });
  });
  test('fails without a report', () => {
    expect(run('{"success":')).toEqual({ status: 1, last: '0 passed, 1 failed' });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { run } from '../main.ts';

const folder = mkdtempSync(join(tmpdir(), 'pathlight-cases-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const request = {
  principal: 'arn:aws:iam::111122223333:user/ana',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::data/x',
  resourceAccount: '111122223333',
};
const allow = (more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'Read', Effect: 'Allow', Action: 's3:Get*', Resource: '*', ...more }],
});
const cases = [
  { title: 'a grant lets her read', request, identity: [{ name: 'data', policy: allow() }] },
  { title: 'nothing grants it \u001b[2J', request, identity: [] },
  {
    title: 'a grant under a condition',
    request,
    identity: [
      { name: 'data', policy: allow({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }) },
    ],
  },
];

async function explain(body: string, ...args: readonly string[]) {
  const file = join(folder, 'cases.json');
  writeFileSync(file, body);
  let out = '';
  let err = '';
  const streams = { out: (t: string) => (out += t), err: (t: string) => (err += t), env: {} };
  const code = await run(['explain', 'access', '--cases', file, ...args], streams);
  return { code, out, err };
}

it('prints one JSON line a case, in order, with verdict, conditions and reasons', async () => {
  const { code, out } = await explain(JSON.stringify(cases), '--format', 'json');
  const lines = out
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as Record<string, unknown>);
  expect(lines.map((l) => l['verdict'])).toEqual(['yes', 'no', 'conditional']);
  expect(lines[0]?.['reasons']).toEqual([{ effect: 'Allow', policy: 'data', statement: 'Read' }]);
  expect(code).toBe(0);
});

it('puts the error of a malformed case in its place, runs the rest and exits with 1', async () => {
  const { code, out } = await explain(JSON.stringify([{ title: 'half' }, ...cases]), '--format', 'json');
  const lines = out
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as Record<string, unknown>);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatchObject({ title: 'half', error: expect.any(String) });
  expect(code).toBe(1);
});

it('shows a table to people, and hostile titles as they are', async () => {
  const { out } = await explain(JSON.stringify(cases));
  expect(out).toContain('nothing grants it \\u{1b}[2J');
  expect(out).not.toContain('\u001b[2J');
  expect(out).toContain('if aws:MultiFactorAuthPresent Bool true');
});

it.each([
  ['no JSON', '{'],
  ['no list', '{}'],
])('says in one line that the file holds %s', async (_what, body) => {
  const { code, err } = await explain(body);
  expect(code).toBe(2);
  expect(err).toMatch(/^pathlight: --cases .*\n$/);
});

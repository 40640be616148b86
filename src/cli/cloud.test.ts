import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { account, cliOnTerminal, hostile, obeyed, testKeys, type World, world } from './testing.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
beforeEach(() => {
  for (const [name, value] of Object.entries(testKeys)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  w.standin.setFaults([]);
});
afterAll(() => w.close());

type Json = Readonly<Record<string, unknown>>;
/** The answer as JSON; it must be an object of version 1. */
async function json(argv: readonly string[], code = 0, env = {}): Promise<Json> {
  const said = await w.cli([...argv, '--format', 'json'], env);
  expect([said.code, /^pathlight: /m.test(said.err) ? said.err : '']).toEqual([code, '']);
  const body = JSON.parse(said.out) as Json;
  expect(body['version']).toBe(1);
  expect(obeyed(said.out)).toEqual([]);
  return body;
}
const rows = (of: unknown) => of as readonly Json[];

const denied = {
  operation: 'sagemaker:ListModels',
  fault: { type: 'deny' as const, because: `with ${hostile}` },
};
const gap = { operation: 'sagemaker:ListModels', outcome: 'denied', permissions: ['sagemaker:ListModels'] };

describe('exit codes', () => {
  it('a scan that saw everything is 0, whatever it found, and its JSON has the documented shape', async () => {
    const body = await json(['scan']);
    expect(Object.keys(body)).toEqual([
      'version',
      'scan',
      'at',
      'publication',
      'assets',
      'calls',
      'complete',
      'gate',
      'policies',
      'policyFailures',
      'findings',
      'cannotTell',
      'gaps',
      'acceptedGaps',
    ]);
    expect(body).toMatchObject({
      complete: true,
      gate: null,
      gaps: [],
      acceptedGaps: [],
      policyFailures: [],
    });
    const open = rows(body['findings']).filter((f) => f['policy'] === 'AISPM-0011');
    expect(open.map((f) => (f['asset'] as Json)['name']).toSorted()).toEqual(
      [hostile, 'open-lab'].toSorted(),
    );
    expect(Object.keys(open[0] ?? {})).toEqual(
      expect.arrayContaining([
        'id',
        'policy',
        'title',
        'severity',
        'asset',
        'state',
        'stale',
        'evidence',
        'risk',
        'fix',
      ]),
    );
  });

  it('a scan that could not see something is 3, and names operation, permission and reason', async () => {
    w.standin.setFaults([denied]);
    const body = await json(['scan'], 3);
    expect(body).toMatchObject({ complete: false, gate: null });
    expect(rows(body['gaps'])).toEqual(expect.arrayContaining([expect.objectContaining(gap)]));
  });

  it('the gate is 4, wins over 3, and both are said', async () => {
    w.standin.setFaults([denied]);
    const both = await w.cli(['scan', '--fail-on', 'high']);
    expect(both.code).toBe(4);
    expect(both.out).toMatch(/The scan is incomplete/);
    expect(both.out).toMatch(/The gate failed: \d+ open findings of severity high or worse/);
    expect(await json(['scan', '--fail-on', 'high'], 4)).toMatchObject({
      complete: false,
      gate: { failOn: 'high' },
    });
  });

  it('an accepted gap is no longer 3, still shows, and expires', async () => {
    w.standin.setFaults([denied]);
    const config = join(w.folder, 'accepted.yaml');
    const accept = (expires: string) =>
      writeFileSync(
        config,
        `acceptedGaps: [{scope: aws/${account}, operation: 'sagemaker:ListModels', reason: not ours, owner: ada, expires: "${expires}"}]`,
      );
    // The reads that depend on the listing are not asked; they are gaps of their own operation.
    accept('2999-01-01');
    const body = await json(['scan', '--config', config], 3);
    expect(rows(body['acceptedGaps'])).toEqual([
      expect.objectContaining({ ...gap, accepted: expect.objectContaining({ owner: 'ada' }) }),
    ]);
    expect(rows(body['gaps']).map((g) => g['operation'])).toEqual(['sagemaker:DescribeModel']);
    writeFileSync(
      config,
      `acceptedGaps: [{scope: aws/${account}, kind: AwsSageMakerModel, reason: not ours, owner: ada, expires: "2999-01-01"}]`,
    );
    expect(await json(['scan', '--config', config])).toMatchObject({ complete: true, gaps: [] });
    const shown = await w.cli(['coverage', '--config', config]);
    expect([shown.code, shown.out]).toEqual([
      0,
      expect.stringMatching(/sagemaker:ListModels +denied .* by ada until 2999-01-01/),
    ]);
    accept('2001-01-01');
    expect((await w.cli(['coverage', '--config', config])).code).toBe(3);
  });
});

/** What stands in the documentation: fields by command. */
const documented = new Map(
  [...readFileSync('docs/cli.md', 'utf8').matchAll(/^\| (`[^|]+) \| (`[^|]+`) \|$/gm)].flatMap(
    ([, commands = '', fields = '']) => {
      const ticked = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, t = '']) => t);
      return ticked(commands).map((command) => [command, ['version', ...ticked(fields)].toSorted()] as const);
    },
  ),
);

describe('what reads the graph', () => {
  beforeAll(async () => {
    for (const [name, value] of Object.entries(testKeys)) vi.stubEnv(name, value);
    for (const _ of [1, 2]) expect((await w.cli(['scan'])).code).toBe(0);
  });

  it.each([
    ['scan', ['scan']],
    ['check', ['check']],
    ['plan', ['plan']],
    ['findings', ['findings']],
    ['assets', ['assets']],
    ['assets <id>', ['assets', `arn:aws:sagemaker:eu-west-1:${account}:notebook-instance/open-lab`]],
    ['coverage', ['coverage']],
    ['policies', ['policies']],
    ['policies --test', ['policies', 'AISPM-0011', '--test']],
    ['permissions aws', ['permissions', 'aws']],
    ['diff', ['diff']],
    ['forget', ['forget', 'aws/999999999999']],
    ['graph query', ['graph', 'query', 'MATCH (n:Notebook) RETURN n.name AS name']],
  ])('%s as JSON has the fields that the documentation names', async (command, argv) => {
    expect(Object.keys(await json(argv)).toSorted()).toEqual(documented.get(command));
  });

  it.each([
    ['finding', ['findings'], (b: Json) => rows(b['findings'])[0]],
    ['asset', ['assets'], (b: Json) => rows(b['assets'])[0]],
    ['row of `plan`', ['plan'], (b: Json) => rows(b['rows'])[0]],
  ])('a %s in JSON has the fields that the documentation names', async (what, argv, pick) => {
    const text = readFileSync('docs/cli.md', 'utf8').replaceAll(/\n {2}/g, ' ');
    const line = text.split('\n').find((l) => new RegExp(`^- An? ${what}:`).test(l)) ?? '';
    const [first = ''] = line.slice(line.indexOf(':')).split('. ');
    const names = [...first.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(Object.keys(pick(await json(argv)) ?? {}).toSorted()).toEqual(names.toSorted());
  });

  it('tables show hostile names as what they are and never obey them', async () => {
    w.standin.setFaults([denied]);
    const scan = await w.cli(['scan']);
    const id = `arn:aws:sagemaker:eu-west-1:${account}:notebook-instance/${hostile.toLowerCase()}`;
    const said = [scan];
    for (const argv of [
      ['findings'],
      ['findings', '--details'],
      ['assets'],
      ['assets', id],
      ['coverage'],
      ['coverage', '--gaps'],
      ['diff'],
      ['graph', 'query', 'MATCH (n:Notebook) RETURN n.name AS name, n'],
      ['plan'],
      ['policies'],
      ['forget', `aws/${hostile}`],
    ]) {
      const one = await w.cli(argv);
      expect([argv, one.err]).toEqual([argv, '']);
      said.push(one);
    }
    for (const { out, err } of said) expect(obeyed(out + err)).toEqual([]);
    expect(scan.err).toContain('account 999988887777 (evil\\u{1b}[2J');
    for (const i of [0, 1, 2, 3, 4, 8]) expect(said[i]?.out).toContain('evil\\u{1b}[2J');
  });

  it('on a terminal nothing but our own colours and the line of progress is obeyed, and NO_COLOR takes the colours', async () => {
    const ours = /\p{Cc}\[\d+m|\r\p{Cc}\[K/gu;
    for (const argv of [['scan'], ['findings', '--details'], ['assets'], ['check', '--all']]) {
      const colored = await cliOnTerminal(argv, w.env);
      expect(colored.out).toContain('\u001b[');
      expect(obeyed((colored.out + colored.err).replaceAll(ours, ''))).toEqual([]);
      const plain = await cliOnTerminal(argv, { ...w.env, NO_COLOR: '1' });
      expect(obeyed(plain.out)).toEqual([]);
    }
  });

  it('a query with an unknown asset names the way to ids', async () => {
    const said = await w.cli(['assets', 'nope']);
    expect(said).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(/^pathlight: There is no asset nope\. .*\n$/),
    });
  });
});

describe('before a scan', () => {
  it('check says who asks, where, and that nothing is missing', async () => {
    const said = await w.cli(['check']);
    expect([said.code, said.out]).toEqual([
      0,
      expect.stringMatching(
        /AWS as arn:aws:.*: 1 account, 1 region\naccount 999988887777 .*\nAll \d+ permissions are there/,
      ),
    ]);
  });

  it('check names what is missing and comes to 3, without making a store', async () => {
    const other = { PATHLIGHT_STORE: join(w.folder, 'never') };
    w.standin.setFaults([denied]);
    const body = await json(['check'], 3, other);
    expect(rows(body['permissions'])).toEqual([
      expect.objectContaining({ account, permission: 'sagemaker:ListModels', state: 'denied', how: 'asked' }),
    ]);
    const said = await w.cli(['check', '--all'], other);
    expect(said.out).toMatch(/sagemaker:ListModels +denied/);
    expect(said.out).toMatch(/1 are missing and 0 could not be told/);
    expect(obeyed(said.out)).toEqual([]);
    expect((await w.cli(['findings'], other)).code).toBe(2);
  });

  it('plan sends nothing and comes within a tenth of what a scan then sends', async () => {
    const before = w.standin.calls.length;
    const first = await json(['plan'], 0, { PATHLIGHT_STORE: join(w.folder, 'none') });
    expect(first).toMatchObject({ basis: null, atLeast: true });
    const { calls, scan } = await json(['scan']);
    const sent = w.standin.calls.length;
    expect(sent).toBeGreaterThan(before);
    const plan = await json(['plan']);
    expect(w.standin.calls.length).toBe(sent);
    expect(plan).toMatchObject({ basis: { scan }, atLeast: false });
    expect(Math.abs(Number(plan['calls']) - Number(calls))).toBeLessThanOrEqual(Number(calls) / 10);
    expect(Number(first['calls'])).toBeLessThanOrEqual(Number(calls));
  });
});

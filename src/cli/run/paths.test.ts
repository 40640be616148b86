import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, obeyed } from '../testing.ts';
import { hostileName, ids, type Published, published } from './paths.fixture.ts';

let w: Published;
beforeAll(async () => {
  w = await published();
});
afterAll(() => w.close());

type Json = Readonly<Record<string, unknown>>;
const rows = (of: unknown) => of as readonly Json[];

/** What is printed, with nothing in it that a terminal would obey. */
async function text(...argv: readonly string[]): Promise<string> {
  const said = await cli(argv, w.env);
  expect({ code: said.code, err: said.err }).toEqual({ code: 0, err: '' });
  expect(obeyed(said.out)).toEqual([]);
  return said.out;
}
async function json(...argv: readonly string[]): Promise<Json> {
  const body = JSON.parse(await text(...argv, '--format', 'json')) as Json;
  expect(body['version']).toBe(1);
  return body;
}
const idOf = (path: Json | undefined, end: 'entry' | 'jewel') =>
  String((path?.[end] as Json | undefined)?.['id']);
const pairs = (paths: unknown) => rows(paths).map((path) => `${idOf(path, 'entry')} ${idOf(path, 'jewel')}`);

describe('paths', () => {
  it('of findings with one root cause are one line with all their victims', async () => {
    const body = await json('paths');
    expect(body).toMatchObject({ scan: 'scan', found: 1, gaps: 0 });
    expect(rows(body['paths'])).toMatchObject([
      {
        number: 1,
        finding: { policy: 'TEST-0001', severity: 'critical', risk: 80, rootCause: ids.intake },
        victims: [{ id: ids.claims }, { id: ids.hostile, name: hostileName }],
      },
    ]);
    expect(await text('paths')).toMatch(
      /TEST-0001 +intake +2 +the internet → intake → weekly → Trainer → claims-1/,
    );
  });
  it('by number are written out step by step, with technique and evidence', async () => {
    const said = await text('paths', '1');
    for (const words of [
      '1. intake can be changed by the internet [T1565.001]',
      `${ids.intake}: policy, statement Drop: allows s3:PutObject to the internet`,
      '2. what is in intake goes into weekly [AML.T0020]',
      '3. the code of weekly acts with the rights of Trainer',
      'supposes that its code can be made to act for whoever sends it input',
      '4. Trainer may read claims-1 [T1530]',
      `${ids.data}#Read`,
      '1.2 Anyone on the internet →',
    ])
      expect(said).toContain(words);
    expect(await text('paths', '--details')).toBe(said);
  });
  it('between ends are ranked, what is sure before what hangs on a condition', async () => {
    const found = rows((await json('paths', '--from', 'internet', '--to', 'ObjectStore'))['paths']);
    const shown = found.map((row) => {
      const [path] = rows(row['paths']);
      return [idOf(path, 'jewel'), rows(path?.['conditions']).length > 0];
    });
    expect(shown).toEqual([
      [ids.intake, false],
      [ids.claims, false],
      [ids.hostile, false],
      [ids.guarded, true],
    ]);
    expect(await text('paths', '--to', 'guarded')).toMatch(/conditional +Anyone on the internet +read it/);
  });
  it.each([
    ['a class of entries', ['--from', 'ai-workload', '--to', ids.claims]],
    ['an id', ['--from', 'internet', '--to', ids.claims]],
    ['a name', ['--from', 'internet', '--to', 'claims-1']],
    ['an alias', ['--from', 'internet', '--to', 'the-hostile-one']],
    ['a kind', ['--from', ids.weekly, '--to', 'AwsIamRole']],
    ['a policy', ['--from', 'ana', '--to', 'TEST-0001']],
  ])('may begin and end at %s', async (_, argv) => {
    expect((await json('paths', ...argv))['found']).toBeGreaterThan(0);
  });
  it('show so many as are asked for, and say how many there are', async () => {
    expect(await text('paths', '--to', 'ObjectStore', '--limit', '1')).toMatch(/… \d+ more: --all shows all/);
    expect(await text('paths', '--to', 'ObjectStore', '--limit', '1', '--all')).not.toContain('--all');
  });
  it('that lead nowhere are said not to be there', async () => {
    expect(await text('paths', '--from', 'poisoned-content', '--to', 'claims-1')).toBe(
      'No attack path leads there.\n',
    );
  });
  it.each(['mermaid', 'dot'])(
    'are drawn as %s, with each asset once and no name outside of quotes',
    async (format) => {
      const said = await text('paths', '--format', format);
      expect(said.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')).not.toMatch(/init|evil|arn:/);
      expect(said.match(/claims-1(?=<br>|\\n)/g)).toHaveLength(1);
    },
  );
});

describe('fix', () => {
  it('is the smallest set of changes, each in words on one asset', async () => {
    expect(await text('paths', 'fix', '--to', 'TEST-0001')).toBe(
      `1 change of weight 1 cut 2 of 2 paths (proven smallest; searched again without them)
1. Take out or narrow statement Drop of the policy of intake (weight 1, cuts 1 step)
   ${ids.intake}
`,
    );
  });
  it('takes one statement that grants several things for one change', async () => {
    const body = await json('paths', 'fix', '--from', 'Trainer', '--to', 'TEST-0001');
    expect(body).toMatchObject({ paths: 2, cut: 2, verdict: 'proven smallest', uncuttable: [], weight: 1 });
    expect(rows(body['fixes'])).toHaveLength(1);
  });
  it('without ends is for all that path policies ask about', async () => {
    const body = await json('paths', 'fix');
    expect(body['cut']).toBe(body['paths']);
    expect(rows(body['fixes']).map((fix) => fix['change'])).toContain(
      'Take out or narrow statement Drop of the policy of intake',
    );
  });
  it('of nothing is nothing', async () => {
    expect(await text('paths', 'fix', '--from', 'poisoned-content', '--to', 'claims-1')).toBe(
      'There is no sure path to cut.\n',
    );
  });
});

describe('what-if', () => {
  const ask = (...argv: readonly string[]) => json('paths', 'what-if', '--to', 'TEST-0001', ...argv);
  const both = [`internet ${ids.claims}`, `internet ${ids.hostile}`];

  it.each([
    ['an asset', ['--drop', 'Trainer']],
    ['an edge by names', ['--drop', 'internet REACHES intake']],
    ['an edge by ids and key', ['--drop', `${ids.intake} FEEDS[] ${ids.weekly}`]],
  ])('shows what goes with %s', async (_, argv) => {
    const body = await ask(...argv);
    expect(pairs(body['gone'])).toEqual(both);
    expect(body).toMatchObject({ appeared: [], changed: [], remain: [], notes: [] });
  });
  it('shows what comes with an edge, step by step', async () => {
    const body = await ask('--add', 'internet', 'REACHES:see', 'guarded');
    expect(pairs(body['appeared'])).toEqual([`internet ${ids.guarded}`]);
    expect(pairs(body['remain'])).toEqual(both);
    expect(body['gone']).toEqual([]);
  });
  it('tells a path that takes another way from one that stays', async () => {
    const body = await ask('--add', 'internet', 'REACHES:see', 'claims-1');
    const [changed, ...more] = rows(body['changed']);
    expect(more).toEqual([]);
    const steps = (path: unknown) => rows((path as Json)['steps']).length;
    expect([steps(changed?.['before']), steps(changed?.['after'])]).toEqual([4, 1]);
    expect(pairs(body['remain'])).toEqual([`internet ${ids.hostile}`]);
    expect(
      await text('paths', 'what-if', '--to', 'TEST-0001', '--add', 'internet', 'REACHES:see', 'claims-1'),
    ).toContain('Remain by another way: 1\n  Anyone on the internet → claims-1: the internet → claims-1\n');
  });
  it('says what of the question changes nothing', async () => {
    const body = await ask('--drop', 'internet REACHES claims-1', '--add', 'intake', 'RUNS_AS', 'guarded');
    expect(body['notes']).toEqual([
      `there is no edge internet REACHES ${ids.claims}, so nothing was dropped`,
    ]);
    expect(pairs(body['remain'])).toEqual(both);
  });
  it('leaves the graph as it is', async () => {
    await ask('--drop', 'Trainer');
    expect((await json('paths', '--from', 'internet', '--to', 'claims-1'))['found']).toBe(1);
  });
});

describe('blast', () => {
  it('is all that is reached, nearest first, with what can be done', async () => {
    const reached = rows((await json('blast', 'weekly'))['reached']);
    expect(reached.map(({ id, holds, cost, certainty }) => [id, holds, cost, certainty])).toEqual([
      [ids.trainer, ['see', 'put', 'ask', 'own'], 1, 'surely'],
      [ids.claims, ['see'], 2, 'surely'],
      [ids.hostile, ['see'], 2, 'surely'],
      [ids.intake, ['put'], 2, 'surely'],
      [ids.guarded, ['see'], 4, 'possibly'],
    ]);
    expect(await text('blast', 'weekly')).toMatch(
      /^Who controls weekly reaches 4 things surely, 1 more possibly\n/,
    );
  });
  it('turned round is every entry that reaches it', async () => {
    const entries = rows((await json('blast', 'claims-1', '--into'))['entries']);
    expect(entries.map((one) => [one['class'], one['id'], one['certainty']])).toEqual([
      ['ai-workload', ids.weekly, 'surely'],
      ['internet', 'internet', 'surely'],
      ['organisation-member', ids.ana, 'possibly'],
    ]);
    expect(await text('blast', 'claims-1', '--into')).toContain('reached from 2 entries surely');
  });
});

describe('where a read came to no answer', () => {
  let blind: Published;
  beforeAll(async () => {
    blind = await published({ denied: true });
  });
  afterAll(() => blind.close());
  it.each([
    [['paths']],
    [['paths', '--to', 'claims-1']],
    [['paths', 'fix']],
    [['paths', 'what-if', '--drop', 'Trainer']],
    [['blast', 'weekly']],
    [['explain', 'access', 'ana', 'READ', 'claims-1']],
    [['explain', 'exposure', 'intake']],
  ])('%j says that something may be hidden', async (argv) => {
    const { out } = await cli(argv, blind.env);
    expect(out).toMatch(/^1 read came to no answer, which may hide .*: pathlight coverage --gaps$/m);
  });
  it('JSON counts them', async () => {
    const { out } = await cli(['paths', '--format', 'json'], blind.env);
    expect(JSON.parse(out)).toMatchObject({ gaps: 1 });
  });
});

describe('a question that cannot be asked is one line and exit 2', () => {
  const refused = async (argv: readonly string[], says: RegExp) => {
    const said = await cli(argv, w.env);
    expect(said.err).toMatch(says);
    expect(said.err).toMatch(/^pathlight: [^\n]+\n$/);
    expect({ code: said.code, out: said.out }).toEqual({ code: 2, out: '' });
  };
  it.each([
    [
      'an end that is none',
      ['paths', '--to', 'nope'],
      /--to nope: there is no such policy, kind, concept or asset/,
    ],
    [
      'a beginning that is none',
      ['paths', '--from', 'nope'],
      /--from nope: there is no such asset, .*internet, aws-accounts/,
    ],
    ['a policy that is none', ['paths', '--to', 'TEST-0009'], /there is no policy TEST-0009/],
    ['a policy about no paths', ['paths', '--to', 'AISPM-0001'], /AISPM-0001: it is no policy about paths/],
    ['a name of two', ['paths', '--to', 'twin'], /"twin" is the name of 2: .*eu-west-1.*, arn:.*us-east-1/],
    ['a number beyond the list', ['paths', '7'], /paths 7: there are 1 in the list/],
    ['a number that is none', ['paths', 'nope'], /whole number of at least 1/],
    ['a limit that is none', ['paths', '--limit', '0'], /whole number of at least 1/],
    ['a format that is none', ['paths', '--format', 'svg'], /Allowed choices are table, json, mermaid, dot/],
    ['a drawing of fixes', ['paths', 'fix', '--format', 'dot'], /Allowed choices are table, json/],
    ['an option before the word', ['paths', '--to', 'x', 'fix'], /paths fix: write --to behind the word fix/],
    ['no change', ['paths', 'what-if'], /say what to take away \(--drop\) or to add \(--add\)/],
    ['a drop of nothing', ['paths', 'what-if', '--drop', 'nope'], /--drop nope: name an asset, or an edge/],
    [
      'a drop of no type',
      ['paths', 'what-if', '--drop', 'ana EATS intake'],
      /--drop ana EATS intake: name an asset/,
    ],
    ['an edge in two words', ['paths', 'what-if', '--add', 'ana', 'CAN_READ'], /--add: give three words/],
    [
      'an edge of no type',
      ['paths', 'what-if', '--add', 'ana', 'EATS', 'intake'],
      /EATS is no type of an edge/,
    ],
    [
      'an edge that is no way',
      ['paths', 'what-if', '--add', 'ana', 'MEMBER_OF', 'intake'],
      /MEMBER_OF is no way/,
    ],
    [
      'a grant of no verb',
      ['paths', 'what-if', '--add', 'ana', 'GRANTS', 'intake'],
      /write GRANTS:READ, GRANTS:WRITE/,
    ],
    ['an edge from nowhere', ['paths', 'what-if', '--add', 'x', 'CAN_READ', 'intake'], /There is no asset x/],
    ['a blast of nothing', ['blast', 'nope'], /There is no asset nope/],
    ['a blast without an asset', ['blast'], /missing required argument 'asset'/],
  ])('%s', (_, argv, says) => refused(argv, says));

  it.each([
    [['paths']],
    [['paths', 'fix']],
    [['paths', 'what-if', '--drop', 'x']],
    [['blast', 'x']],
    [['explain', 'access', 'a', 'READ', 'b']],
    [['explain', 'exposure', 'x']],
  ])('%j where nothing was scanned', async (argv) => {
    const said = await cli(argv, { PATHLIGHT_STORE: `${w.folder}/nowhere` });
    expect([said.code, said.err]).toEqual([
      2,
      expect.stringMatching(/^pathlight: Nothing was scanned into .*nowhere yet/),
    ]);
  });
});

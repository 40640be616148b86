import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, obeyed } from '../testing.ts';
import { hostileName, ids, type Published, published } from './paths.fixture.ts';

let w: Published;
beforeAll(async () => {
  w = await published();
});
afterAll(() => w.close());

async function text(...argv: readonly string[]): Promise<string> {
  const said = await cli(['explain', ...argv], w.env);
  expect({ code: said.code, err: said.err }).toEqual({ code: 0, err: '' });
  expect(obeyed(said.out)).toEqual([]);
  return said.out;
}
const json = async (...argv: readonly string[]) =>
  JSON.parse(await text(...argv, '--format', 'json')) as Readonly<Record<string, unknown>>;

describe('explain access', () => {
  it('names the statement that allows, by policy and Sid', async () => {
    expect(
      await text('access', 'Trainer', 's3:GetObject', 'claims-1'),
    ).toBe(`YES Trainer s3:GetObject claims-1
  ${ids.trainer}
  ${ids.claims}
  yes s3:GetObject ${ids.claims}/example
    allowed by ${ids.data}, statement Read
`);
  });
  it('names the statement that denies', async () => {
    const said = await text('access', ids.ana, 'WRITE', ids.intake);
    expect(said).toMatch(/^NO ana WRITE intake\n/);
    expect(said).toContain('denied by inline policy own, statement Never');
  });
  it('names the condition that it hangs on', async () => {
    const said = await text('access', 'ana', 's3:GetObject', 'claims-1');
    expect(said).toMatch(/^CONDITIONAL ana/);
    expect(said).toContain('if aws:MultiFactorAuthPresent Bool true (inline policy own, statement Mfa)');
  });
  it('says that nothing allows it', async () => {
    const said = await text('access', 'Trainer', 's3:PutObject', 'claims-1');
    expect(said).toMatch(/^NO Trainer/);
    expect(said).toContain('no statement allows it');
  });
  it('says what could not be read of somebody whom no listing has shown', async () => {
    const stranger = 'arn:aws:iam::111122223333:role/Unseen';
    const body = await json('access', stranger, 's3:GetObject', 'claims-1');
    expect(body).toMatchObject({
      principal: stranger,
      verdict: 'conditional',
      unread: [`policies of ${stranger}: no listing has shown it`],
    });
    expect(await text('access', stranger, 's3:GetObject', 'claims-1')).toContain('not read: policies of');
  });
  it('answers for anyone, and for an asset by its alias', async () => {
    expect(await json('access', '*', 's3:PutObject', 'intake')).toMatchObject({
      verdict: 'yes',
      actions: [{ reasons: [{ effect: 'Allow', policy: `policy of ${ids.intake}`, statement: 'Drop' }] }],
    });
    expect(await json('access', 'Trainer', 's3:GetObject', 'the-hostile-one')).toMatchObject({
      version: 1,
      principal: ids.trainer,
      asked: 's3:GetObject',
      asset: ids.hostile,
      verdict: 'yes',
    });
  });
  it('shows a hostile name as what it is', async () => {
    const said = await text('access', 'Trainer', 's3:GetObject', hostileName);
    expect(said).toContain('evil\\u{1b}[2J');
  });
});

describe('explain exposure', () => {
  it('answers for the internet and for anyone with an account, with the chain of evidence', async () => {
    const said = await text('exposure', 'intake');
    expect(said).toContain('YES the internet\n  yes by policy: change it\n');
    expect(said).toContain(`${ids.intake}: policy, statement Drop: allows s3:PutObject to the internet`);
    expect(said).toContain('YES anyone with an AWS account\n  as anyone on the internet can\n');
  });
  it('names what closes it', async () => {
    const said = await text('exposure', 'claims-1');
    expect(said).toContain('NO the internet');
    expect(said).toContain(`closed by: ${ids.claims}: objectOwnership is BucketOwnerEnforced: ACLs are off`);
  });
  it('names the condition that it hangs on', async () => {
    const said = await text('exposure', 'guarded');
    expect(said).toContain('CONDITIONAL the internet');
    expect(said).toContain('if s3:ExistingObjectTag/open StringEquals yes (its policy, statement Team)');
  });
  it('as JSON holds every outsider with the ways', async () => {
    expect(await json('exposure', 'intake')).toMatchObject({
      version: 1,
      asset: ids.intake,
      outsiders: [
        { outside: 'internet', state: 'yes', ways: [{ gives: 'put', state: 'yes' }, {}, {}, {}] },
        { outside: 'internet:aws-accounts', state: 'yes' },
      ],
      unread: 'none',
    });
  });
});

describe('a question that has no answer is one line and exit 2', () => {
  const cases = () => {
    const file = join(w.folder, 'cases.json');
    writeFileSync(file, '[]');
    return file;
  };
  const words = /give three words \(a principal, a verb or an action, an asset\), or --cases <file> and none/;
  it.each([
    ['no word', () => ['access'], words],
    ['two words', () => ['access', 'ana', 'READ'], words],
    ['words and cases', () => ['access', 'ana', 'READ', 'intake', '--cases', cases()], words],
    ['a fourth word', () => ['access', 'ana', 'READ', 'intake', 'x'], /too many arguments/],
    [
      'somebody who is nobody',
      () => ['access', 'nobody', 'READ', 'intake'],
      /There is no user or role nobody/,
    ],
    ['a bucket as a caller', () => ['access', 'claims-1', 'READ', 'intake'], /is nobody who calls/],
    ['an asset that is none', () => ['access', 'ana', 'READ', 'nope'], /There is no asset nope/],
    ['a verb that is none', () => ['access', 'ana', 'EAT', 'intake'], /no action of EAT is known/],
    [
      'a name of two',
      () => ['access', 'ana', 'READ', 'twin'],
      /"twin" is the name of 2: give the id of one: arn/,
    ],
    ['an exposed asset that is none', () => ['exposure', 'nope'], /There is no asset nope/],
    [
      'an exposure of what has none',
      () => ['exposure', 'ana'],
      /nothing is known of how outsiders would reach ana/,
    ],
    ['no asset', () => ['exposure'], /missing required argument 'asset'/],
  ])('%s', async (_, argv, says) => {
    const said = await cli(['explain', ...argv()], w.env);
    expect(said.err).toMatch(says);
    expect(said.err).toMatch(/^pathlight: [^\n]+\n$/);
    expect({ code: said.code, out: said.out }).toEqual({ code: 2, out: '' });
  });
  it('cases alone are answered without a graph', async () => {
    const said = await cli(['explain', 'access', '--cases', cases()], {
      PATHLIGHT_STORE: `${w.folder}/nowhere`,
    });
    expect(said.code).toBe(0);
  });
});

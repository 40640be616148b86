import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { texts, whole } from '#graph/schema/fields.ts';
import { defineKind, describeKind } from './define.ts';
import type { Reply } from './provider.ts';
import { coverageIn, gather, place, rowsOf } from './test-clouds/scripted.ts';
import { cloud, good, head, thing } from './test-clouds/things.ts';

const listOf = (more: object = {}) =>
  defineKind({ kind: 'AwsThing', ...head })
    .list(thing.list)
    .read('grants', {
      operation: 'things:ListGrants',
      input: (t) => ({ of: (t as { Name: string }).Name }),
      pages: 'Grants',
      reply: z.object({ Grants: z.array(z.string()).default([]) }),
      gives: { grants: texts('Grants'), count: whole('Grants') },
      props: (r) => ({ grants: r.Grants, count: r.Grants.length }),
      edgeTypes: ['ENCRYPTED_WITH'],
      edges: (r) => r.Grants.map((to) => ({ type: 'ENCRYPTED_WITH' as const, to, as: 'EncryptionKey' })),
      ...more,
    });

const pages = (all: readonly Reply[]) => ({
  ...good,
  'things:ListThings': () => ({ Things: [{ Name: 'a' }] }),
  'things:ListGrants': ({ token }: Readonly<Record<string, unknown>>) =>
    all[Number(token ?? 0)] ?? { body: {} },
});

describe('a paged read', () => {
  it.each([
    ['on its only page', [{ body: {} }]],
    ['on its first page', [{ body: {}, next: { token: 1 } }, { body: { Grants: ['k2'] } }]],
    ['on its last page', [{ body: { Grants: ['k1'] }, next: { token: 1 } }, { body: { Other: 1 } }]],
  ] as const)('that lacks its list %s is unreadable', async (_where, replies) => {
    const run = await gather({ provider: cloud(pages(replies)), kinds: [listOf()] });
    expect(rowsOf(run)[0]).toMatchObject({ unread: ['count', 'grants'], incomplete: ['ENCRYPTED_WITH'] });
    expect(coverageIn(run).at(-1)).toMatchObject({
      outcome: 'unreadable',
      reason: expect.stringMatching(/no list at "Grants"/),
    });
  });

  it.each([
    ['the cloud', {}, { omitsEmptyLists: true }],
    ['the kind', { omitsEmpty: true }, {}],
  ] as const)('may lack an empty list where %s says so', async (_who, spec, provider) => {
    const replies: Reply[] = [{ body: { Grants: ['k1'] }, next: { token: 1 } }, { body: {} }];
    const some = await gather({ provider: cloud(pages(replies), provider), kinds: [listOf(spec)] });
    expect(rowsOf(some)[0]).toMatchObject({ props: { grants: ['k1'], count: 1 }, unread: [] });
    const none = await gather({ provider: cloud(pages([{ body: {} }]), provider), kinds: [listOf(spec)] });
    expect(rowsOf(none)[0]).toMatchObject({ props: { grants: [], count: 0 }, unread: [], incomplete: [] });
  });

  it('whose pages do not end is unreadable after 10,000 of them', async () => {
    let asked = 0;
    const run = await gather({
      provider: cloud({
        ...pages([]),
        'things:ListGrants': () => ({ body: { Grants: [] }, next: { token: ++asked } }),
      }),
      kinds: [listOf()],
    });
    expect(asked).toBe(10_000);
    expect(coverageIn(run).at(-1)).toMatchObject({
      outcome: 'unreadable',
      reason: expect.stringMatching(/do not end/),
    });
  });
});

describe('a read that the cloud cuts by rights', () => {
  const kind = listOf({ filteredByRights: true });
  const answers = pages([{ body: { Grants: ['k1'] } }]);

  it('is filtered unless the right was shown: what it showed stands, and is not all', async () => {
    const asked: unknown[] = [];
    const provider = cloud(answers, {
      proves: (...what) => {
        asked.push(what);
        return false;
      },
    });
    const run = await gather({ provider, kinds: [kind] });
    expect(asked).toEqual([['AwsThing', place, 'things:ListGrants']]);
    expect(rowsOf(run)[0]).toMatchObject({
      props: { size: 0, grants: null, count: null },
      unread: ['count', 'grants'],
      incomplete: ['ENCRYPTED_WITH'],
      edges: [{ to: 'k1' }],
    });
    expect(coverageIn(run).map((c) => [c.read, c.outcome, c.code, c.asset])).toEqual([
      ['list', 'looked', undefined, undefined],
      ['grants', 'filtered', 'Filtered', undefined],
      ['grants', 'filtered', 'Filtered', 'arn:thing/a'],
    ]);
  });

  it('is filtered where nobody can tell', async () => {
    const unable = () => {
      throw new Error('no idea');
    };
    for (const provider of [cloud(answers), cloud(answers, { proves: unable })])
      expect(coverageIn(await gather({ provider, kinds: [kind] })).at(-1)?.outcome).toBe('filtered');
  });

  it('is whole where the right was shown', async () => {
    const run = await gather({ provider: cloud(answers, { proves: () => true }), kinds: [kind] });
    expect(rowsOf(run)[0]).toMatchObject({ props: { grants: ['k1'], count: 1 }, unread: [], incomplete: [] });
    expect(run.summary.gaps).toBe(0);
  });
});

describe('a listing of many regions', () => {
  const regional = (region: (t: { Name: string }) => string) =>
    defineKind({ kind: 'AwsThing', ...head }).list({
      ...thing.list,
      region: (t) => region(t as { Name: string }),
    });

  it('says where each asset lies, but not what its scope says already', async () => {
    const where: Record<string, string> = { a: 'us-east-1', b: 'eu-west-1', c: '' };
    const provider = cloud({
      'things:ListThings': () => ({ Things: [{ Name: 'a' }, { Name: 'b' }, { Name: 'c' }] }),
    });
    const run = await gather({ provider, kinds: [regional((t) => where[t.Name] ?? '')] });
    expect(rowsOf(run).map((row) => [row.name, row.region, row.scope.region])).toEqual([
      ['a', 'us-east-1', 'eu-west-1'],
      ['b', undefined, 'eu-west-1'],
      ['c', undefined, 'eu-west-1'],
    ]);
  });

  it('of which one place cannot be made out keeps the asset and tells of it', async () => {
    const provider = cloud({ 'things:ListThings': () => ({ Things: [{ Name: 'a' }] }) });
    const odd = regional(() => {
      throw new Error('no place');
    });
    const run = await gather({ provider, kinds: [odd] });
    expect(rowsOf(run)).toHaveLength(1);
    expect(coverageIn(run).at(-1)).toMatchObject({
      outcome: 'unreadable',
      reason: 'no place',
      asset: 'arn:thing/a',
    });
  });
});

it('a kind says in the catalogue what its uid is made of, and else nothing', () => {
  const kind = defineKind({ kind: 'AwsThing', ...head, uidIs: 'epoch' }).list(thing.list);
  expect(describeKind(kind).uidIs).toBe('epoch');
  expect(describeKind(thing)).not.toHaveProperty('uidIs');
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineKind } from './define.ts';
import type { Reply } from './provider.ts';
import { coverageIn, Fails, gather, place, rowsOf } from './test-clouds/scripted.ts';
import { type Answers, cloud, good, head, thing } from './test-clouds/things.ts';

describe('pages', () => {
  const paged = (pages: readonly Reply[]): Answers => ({
    ...good,
    'things:ListThings': ({ token }) => pages[Number(token ?? 0)] ?? { body: {} },
  });
  const names = (...all: string[]) => ({ Things: all.map((Name) => ({ Name })) });

  it('are followed to the end, and an asset that two pages show is one', async () => {
    const run = await gather({
      provider: cloud(paged([{ body: names('a', 'b'), next: { token: 1 } }, { body: names('b', 'c') }])),
      kinds: [thing],
    });
    expect(rowsOf(run).map((row) => row.name)).toEqual(['a', 'b', 'c']);
    expect(coverageIn(run)[0]).toMatchObject({ outcome: 'looked', items: 3 });
  });

  it.each([
    ['a circle', { body: names('b'), next: { token: 1 } }, /circle/],
    ['a page without the list', { body: { Other: 1 } }, /no list at "Things"/],
    ['a list that is none', { body: { Things: 'x' } }, /no list/],
    ['a page that is no object', { body: 'oops' }, /no list/],
  ] as const)('%s makes the listing unreadable and keeps what was shown', async (_n, second, reason) => {
    const run = await gather({
      provider: cloud(paged([{ body: names('a'), next: { token: 1 } }, second as unknown as Reply])),
      kinds: [thing],
    });
    expect(rowsOf(run).map((row) => row.name)).toEqual(_n === 'a circle' ? ['a', 'b'] : ['a']);
    expect(coverageIn(run)[0]).toMatchObject({
      outcome: 'unreadable',
      reason: expect.stringMatching(reason),
    });
  });

  it('that do not end are unreadable after 10,000 of them', async () => {
    let asked = 0;
    const provider = cloud({
      'things:ListThings': () => ({ body: { Things: [] }, next: { token: ++asked } }),
    });
    const run = await gather({ provider, kinds: [thing] });
    expect(asked).toBe(10_000);
    expect(coverageIn(run)[0]).toMatchObject({
      outcome: 'unreadable',
      reason: expect.stringMatching(/do not end/),
    });
  });

  it('that fail after others keep what was shown, as a gap', async () => {
    const run = await gather({
      provider: cloud({
        ...good,
        'things:ListThings': ({ token }) => {
          if (token === 1) throw new Fails('denied', 'AccessDenied', { message: 'no more for you' });
          return { body: names('a'), next: { token: 1 } };
        },
      }),
      kinds: [thing],
    });
    expect(rowsOf(run)).toHaveLength(1);
    expect(coverageIn(run)[0]).toMatchObject({
      outcome: 'denied',
      code: 'AccessDenied',
      reason: 'no more for you',
      items: 1,
    });
  });

  it('may lack an empty list where the cloud or the kind says so', async () => {
    const answers = { ...good, 'things:ListThings': () => ({}) };
    const strict = await gather({ provider: cloud(answers), kinds: [thing] });
    expect(coverageIn(strict)[0]?.outcome).toBe('unreadable');
    const lenient = await gather({ provider: cloud(answers, { omitsEmptyLists: true }), kinds: [thing] });
    expect(coverageIn(lenient).map((c) => [c.outcome, c.items])).toEqual([
      ['looked', 0],
      ['looked', 0],
      ['looked', 0],
    ]);
  });

  it('that do not speak for all places are no proof, and the places are named', async () => {
    const missing = [{ place: 'locations/us-east1', reason: 'zone down' }];
    const run = await gather({ provider: cloud(paged([{ body: names('a'), missing }])), kinds: [thing] });
    expect(coverageIn(run)[0]).toMatchObject({
      outcome: 'unavailable',
      items: 1,
      reason: 'no answer for locations/us-east1: zone down',
    });
  });
});

describe('a kind under another', () => {
  const child = defineKind({ kind: 'AwsPart', ...head, under: 'AwsThing' }).list({
    operation: 'things:ListParts',
    input: (at) => ({ thing: at.parent?.name }),
    items: 'Parts',
    item: z.object({ Id: z.string() }),
    id: (p, at) => `${at.parent?.id}/${p.Id}`,
    name: (p) => p.Id,
    gives: {},
    props: () => ({}),
  });
  const parts: Answers = {
    ...good,
    'things:ListParts': ({ thing: of }) => ({ Parts: [{ Id: `${String(of)}1` }] }),
  };

  it('is listed per parent, whatever the order of the kinds', async () => {
    const run = await gather({ provider: cloud(parts), kinds: [child, thing] });
    expect(rowsOf(run, 'AwsPart').map((row) => [row.id, row.scope])).toEqual([
      ['arn:thing/a/a1', place],
      ['arn:thing/b/b1', place],
    ]);
    expect(coverageIn(run, 'AwsPart')).toMatchObject([
      { read: 'list', outcome: 'looked', items: 2, scope: place },
    ]);
  });

  it('is a gap of the parent where one listing fails, and keeps the others', async () => {
    const run = await gather({
      provider: cloud({
        ...parts,
        'things:ListParts': ({ thing: of }) => {
          if (of === 'a') throw new Fails('denied', 'No', { message: 'no parts' });
          return { Parts: [{ Id: '1' }] };
        },
      }),
      kinds: [thing, child],
    });
    expect(rowsOf(run, 'AwsPart')).toHaveLength(1);
    expect(coverageIn(run, 'AwsPart')).toMatchObject([
      { outcome: 'denied', scope: place, items: 1, reason: '1 of 2 listings under AwsThing: no parts' },
      { outcome: 'denied', scope: { ...place, parent: 'arn:thing/a' }, reason: 'no parts' },
    ]);
  });

  it('is not asked in full where its parents are not all known', async () => {
    const run = await gather({
      provider: cloud({ ...parts, 'things:ListThings': () => ({ Things: [{ Name: 'a' }, { Name: 1 }] }) }),
      kinds: [thing, child],
    });
    expect(rowsOf(run, 'AwsPart')).toHaveLength(1);
    expect(coverageIn(run, 'AwsPart')[0]).toMatchObject({
      outcome: 'not-asked',
      reason: 'not every AwsThing is known, under which AwsPart is listed: unreadable',
    });
  });

  it('of an absent parent is absent, of none is looked', async () => {
    const none = await gather({
      provider: cloud({ ...parts, 'things:ListThings': () => ({ Things: [] }) }),
      kinds: [thing, child],
    });
    expect(coverageIn(none, 'AwsPart')[0]?.outcome).toBe('looked');
    const absent = await gather({
      provider: cloud({
        'things:ListThings': () => {
          throw new Fails('absent', 'OptIn');
        },
      }),
      kinds: [thing, child],
    });
    expect(coverageIn(absent, 'AwsPart')[0]?.outcome).toBe('absent');
  });

  it('that cannot be run is refused before anything is sent', async () => {
    const provider = cloud(good);
    await expect(gather({ provider, kinds: [child] })).rejects.toThrow(/AwsThing, which is not run/);
    const account = defineKind({ ...child.head, scope: 'account' }).list(child.list);
    await expect(gather({ provider, kinds: [thing, account] })).rejects.toThrow(/differ in scope/);
    await expect(gather({ provider, kinds: [thing, thing] })).rejects.toThrow(/same name/);
    expect(provider.calls).toHaveLength(0);
  });
});

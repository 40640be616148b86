import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { text } from '#graph/schema/fields.ts';
import { defineKind } from './define.ts';
import { coverageIn, Fails, gather, place, rowsOf } from './test-clouds/scripted.ts';
import { type Answers, cloud, good, head, thing } from './test-clouds/things.ts';

describe('a kind under several, itself among them', () => {
  const box = defineKind({ kind: 'AwsBox', ...head }).list({
    operation: 'things:ListBoxes',
    items: 'Boxes',
    item: z.object({ Name: z.string() }),
    id: (b) => `arn:box/${b.Name}`,
    name: (b) => b.Name,
    gives: {},
    props: () => ({}),
  });
  const part = defineKind({ kind: 'AwsPart', ...head, under: ['AwsBox', 'AwsThing', 'AwsPart'] }).list({
    operation: 'things:ListParts',
    input: (at) => ({ of: at.parent?.name }),
    items: 'Parts',
    item: z.object({ Id: z.string() }),
    id: (p) => `arn:part/${p.Id}`,
    name: (p) => p.Id,
    gives: { of: text('of') },
    props: (_p, at) => ({ of: at.parent?.name ?? null }),
  });
  const tree =
    (inside: Readonly<Record<string, readonly string[]>>): Answers[string] =>
    ({ of }) => ({ Parts: (inside[String(of)] ?? []).map((Id) => ({ Id })) });
  const answers = (listParts: Answers[string]): Answers => ({
    ...good,
    'things:ListBoxes': () => ({ Boxes: [{ Name: 'box' }] }),
    'things:ListParts': listParts,
  });
  const kinds = [part, thing, box];

  it('is listed under each of them, level by level, and each asset is asked once', async () => {
    const provider = cloud(
      answers(tree({ box: ['p'], a: ['q'], b: ['r', 's'], q: ['q1', 'q2'], q1: ['deep'] })),
    );
    const run = await gather({ provider, kinds });
    expect(rowsOf(run, 'AwsPart').map((row) => `${String(row.props['of'])} > ${row.name}`)).toEqual([
      'box > p',
      'a > q',
      'b > r',
      'b > s',
      'q > q1',
      'q > q2',
      'q1 > deep',
    ]);
    expect(coverageIn(run, 'AwsPart')).toMatchObject([{ read: 'list', outcome: 'looked', items: 7 }]);
    const asked = provider.calls.filter((call) => call.operation === 'things:ListParts');
    expect(asked.map((call) => call.input['of']).toSorted()).toEqual(
      ['a', 'b', 'box', 'deep', 'p', 'q', 'q1', 'q2', 'r', 's'].toSorted(),
    );
  });

  it('feeds a kind that is listed under it with all levels', async () => {
    const leaf = defineKind({ kind: 'AwsLeaf', ...head, under: 'AwsPart' }).list({
      ...box.list,
      operation: 'things:ListLeaves',
      items: 'Leaves',
      input: (at) => ({ of: at.parent?.name }),
    });
    const run = await gather({
      provider: cloud({
        ...answers(tree({ box: ['p'], p: ['p1'] })),
        'things:ListLeaves': ({ of }) => ({ Leaves: [{ Name: `leaf of ${String(of)}` }] }),
      }),
      kinds: [leaf, ...kinds],
    });
    expect(rowsOf(run, 'AwsLeaf').map((row) => row.name)).toEqual(['leaf of p', 'leaf of p1']);
  });

  it('ends where assets are in a circle', async () => {
    const run = await gather({
      provider: cloud(answers(tree({ a: ['x'], x: ['y'], y: ['x', 'y'] }))),
      kinds,
    });
    expect(rowsOf(run, 'AwsPart').map((row) => row.name)).toEqual(['x', 'y']);
    expect(coverageIn(run, 'AwsPart')[0]?.outcome).toBe('looked');
  });

  it('is unreadable where every level shows a new one without end', async () => {
    const run = await gather({
      provider: cloud(answers(({ of }) => ({ Parts: of === 'b' ? [] : [{ Id: `${String(of)}+` }] }))),
      kinds: [part, thing, box],
    });
    const rows = rowsOf(run, 'AwsPart');
    expect(rows).toHaveLength(200);
    expect(coverageIn(run, 'AwsPart')[0]).toMatchObject({
      outcome: 'unreadable',
      items: 200,
      reason: expect.stringMatching(/nested more than 100 deep/),
    });
  });

  it('has one row for each asset under which it could not be listed, on any level', async () => {
    const inside = tree({ a: ['q'], q: ['q1', 'q2'], q2: ['deep'] });
    const run = await gather({
      provider: cloud(
        answers((input) => {
          if (input['of'] === 'b' || input['of'] === 'q1') throw new Fails('denied', 'No', { message: 'no' });
          return inside?.(input) ?? {};
        }),
      ),
      kinds,
    });
    expect(rowsOf(run, 'AwsPart').map((row) => row.name)).toEqual(['q', 'q1', 'q2', 'deep']);
    expect(coverageIn(run, 'AwsPart')).toMatchObject([
      {
        outcome: 'denied',
        items: 4,
        scope: place,
        reason: '2 of 7 listings under AwsBox or AwsThing or AwsPart: no',
      },
      { outcome: 'denied', scope: { ...place, parent: 'arn:thing/b' } },
      { outcome: 'denied', scope: { ...place, parent: 'arn:part/q1' } },
    ]);
  });

  it('is not asked in full where one of the kinds above could not be listed, and absent only where all are', async () => {
    const fails = (outcome: 'denied' | 'absent') => () => {
      throw new Fails(outcome, 'No', { message: 'no' });
    };
    const told = async (more: Answers) => {
      const run = await gather({ provider: cloud({ ...answers(tree({ a: ['q'] })), ...more }), kinds });
      return [coverageIn(run, 'AwsPart')[0]?.outcome, rowsOf(run, 'AwsPart').length];
    };
    expect(await told({ 'things:ListBoxes': fails('denied') })).toEqual(['not-asked', 1]);
    expect(await told({ 'things:ListBoxes': fails('absent') })).toEqual(['looked', 1]);
    expect(await told({ 'things:ListBoxes': fails('absent'), 'things:ListThings': fails('absent') })).toEqual(
      ['absent', 0],
    );
  });

  it('is listed under what was redacted, which is asked for by its name', async () => {
    const secret = `ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`;
    const provider = cloud(answers(tree({ a: [secret], [secret]: ['inner'] })));
    const run = await gather({ provider, kinds });
    const rows = rowsOf(run, 'AwsPart');
    expect(rows.map((row) => row.name)).toEqual([expect.stringMatching(/^redacted:hmac:/), 'inner']);
    expect(rows[1]?.props['of']).toBe(rows[0]?.name);
  });

  it('that is under nothing but itself, or above itself by others, is refused', async () => {
    const provider = cloud(good);
    const alone = defineKind({ ...part.head, under: ['AwsPart'] }).list(part.list);
    await expect(gather({ provider, kinds: [alone] })).rejects.toThrow(/AwsPart is listed under itself/);
    const over = defineKind({ ...box.head, under: ['AwsThing', 'AwsPart'] }).list(box.list);
    await expect(gather({ provider, kinds: [thing, part, over] })).rejects.toThrow(/listed under itself/);
    await expect(gather({ provider, kinds: [part, thing] })).rejects.toThrow(/AwsBox, which is not run/);
    expect(provider.calls).toHaveLength(0);
  });
});

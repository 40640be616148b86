import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { texts } from '#graph/schema/fields.ts';
import { defineKind } from './define.ts';
import { coverageIn, Fails, gather, place, rowsOf, scripted } from './test-clouds/scripted.ts';
import { type Answers, cloud, good, head, isReply, thing } from './test-clouds/things.ts';

describe('what fails', () => {
  it('in one read of one asset makes exactly what that read gives unknown, there', async () => {
    const run = await gather({
      provider: cloud({
        ...good,
        'things:DescribeThing': ({ Name }) => {
          if (Name === 'b') throw new Fails('denied', 'AccessDenied');
          return { Open: true };
        },
      }),
      kinds: [thing],
    });
    const [a, b] = rowsOf(run);
    expect(a).toMatchObject({ unread: [], incomplete: [] });
    expect(b).toMatchObject({
      props: { size: 2, open: null, env: null, policy: 'none' },
      unread: ['env', 'open'],
      incomplete: ['ENCRYPTED_WITH'],
      edges: [],
    });
    expect(coverageIn(run).map((c) => [c.read, c.outcome, c.items, c.asset])).toEqual([
      ['list', 'looked', 2, undefined],
      ['describe', 'looked', 1, undefined],
      ['policy', 'looked', 2, undefined],
      ['describe', 'denied', 0, 'arn:thing/b'],
    ]);
  });

  it('for every asset makes the read a gap of the scope too', async () => {
    const run = await gather({
      provider: cloud({
        ...good,
        'things:GetThingPolicy': () => {
          throw new Fails('denied', 'AccessDenied', { message: 'not  authorized\nto perform' });
        },
      }),
      kinds: [thing],
    });
    expect(coverageIn(run).map((c) => [c.read, c.outcome, c.reason, c.asset])).toEqual([
      ['list', 'looked', undefined, undefined],
      ['describe', 'looked', undefined, undefined],
      ['policy', 'denied', 'not authorized to perform', undefined],
      ['policy', 'denied', 'not authorized to perform', 'arn:thing/a'],
      ['policy', 'denied', 'not authorized to perform', 'arn:thing/b'],
    ]);
  });

  it('in the listing leaves the reads not asked, and still closes', async () => {
    const run = await gather({
      provider: cloud({
        'things:ListThings': () => {
          throw new Fails('denied', 'AccessDenied');
        },
      }),
      kinds: [thing],
    });
    expect(run.out).toHaveLength(1);
    expect(coverageIn(run).map((c) => [c.read, c.outcome])).toEqual([
      ['list', 'denied'],
      ['describe', 'not-asked'],
      ['policy', 'not-asked'],
    ]);
  });

  it('because the asset is gone meanwhile drops it, without a gap', async () => {
    const run = await gather({
      provider: cloud({
        ...good,
        'things:DescribeThing': ({ Name }) => {
          if (Name === 'a')
            throw new Fails('unreadable', 'ValidationException', { message: 'Could not find it' });
          return { Open: true };
        },
      }),
      kinds: [thing],
    });
    expect(rowsOf(run).map((row) => row.name)).toEqual(['b']);
    expect(run.summary.gaps).toBe(0);
    expect(coverageIn(run)[0]?.items).toBe(1);
  });

  it('to be an item is a gap of the listing, and the others stand', async () => {
    const run = await gather({
      provider: cloud({
        ...good,
        'things:ListThings': () => ({ Things: [{ Name: 'a' }, { Name: 3 }, null] }),
      }),
      kinds: [thing],
    });
    expect(rowsOf(run)).toHaveLength(1);
    expect(coverageIn(run)[0]).toMatchObject({
      outcome: 'unreadable',
      items: 1,
      reason: expect.stringMatching(/^2 not as expected, the first: Name: /),
    });
  });

  it('because our own guard refused it is not asked, whatever the SDK wrapped around', async () => {
    const { RefusedOperation } = await import('./allow.ts');
    const run = await gather({
      provider: cloud({
        'things:ListThings': () => {
          throw new Error('middleware failed', { cause: new RefusedOperation('things:ListThings') });
        },
      }),
      kinds: [thing],
    });
    expect(coverageIn(run)[0]).toMatchObject({ outcome: 'not-asked', code: 'RefusedOperation' });
  });

  it('with the credentials ends the account quickly, and only that account', async () => {
    const other = { ...place, account: '444455556666' };
    const scopes = [place, { ...place, region: 'us-east-1' }, other];
    const provider = scripted((call) => {
      if (call.scope.account === place.account)
        throw new Fails('denied', 'ExpiredToken', { message: 'expired', credentials: true });
      const value = good[call.operation]?.(call.input) ?? {};
      return isReply(value) ? value : { body: value };
    });
    const more = ['C', 'D', 'E', 'F'].map((letter) =>
      defineKind({ kind: `AwsThing${letter}`, ...head }).list({
        ...thing.list,
        operation: `things:List${letter}`,
        items: 'Things',
      }),
    );
    const run = await gather({ provider, kinds: [thing, ...more], scopes, concurrency: { calls: 1 } });
    expect(provider.calls.filter((call) => call.scope.account === place.account)).toHaveLength(1);
    const closes = run.out.filter((one) => one.type === 'close');
    expect(closes).toHaveLength(15);
    for (const close of closes.filter((one) => one.scope.account === place.account))
      expect(close.coverage[0]).toMatchObject({ outcome: 'denied', code: 'ExpiredToken' });
    expect(
      closes.find((one) => one.scope.account === other.account && one.kind === 'AwsThing')?.coverage[0]
        ?.outcome,
    ).toBe('looked');
  });
});

describe('odd values', () => {
  const odd = (over: Record<string, unknown>) =>
    defineKind({ kind: 'AwsOdd', ...head }).list({ ...thing.list, ...over } as typeof thing.list);
  const boom = (): never => {
    throw new TypeError('boom');
  };

  it.each([
    ['throws for its id', { id: boom }],
    ['gives an empty id', { id: () => ' ' }],
    ['gives no id', { id: () => undefined }],
    ['throws for where', { where: boom }],
  ])('a kind that %s loses the item, and the listing is unreadable', async (_n, over) => {
    const run = await gather({ provider: cloud(good), kinds: [odd(over)] });
    expect(rowsOf(run)).toEqual([]);
    expect(coverageIn(run)[0]).toMatchObject({ outcome: 'unreadable', items: 0 });
  });

  it.each([
    ['throws for its properties', { props: boom }],
    ['gives a property of the wrong type', { props: () => ({ size: 'big' }) }],
    ['forgets a property', { props: () => ({}) }],
    ['gives what is no number', { props: () => ({ size: Number.NaN }) }],
    ['gives an undeclared edge', { edges: () => [{ type: 'FEEDS', to: 'x', as: 'Compute' }] }],
    [
      'gives an edge to nowhere',
      { edgeTypes: ['FEEDS'], edges: () => [{ type: 'FEEDS', to: '', as: 'Compute' }] },
    ],
  ])('a kind that %s keeps the asset with a gap of its own', async (_n, over) => {
    const run = await gather({ provider: cloud(good), kinds: [odd(over)] });
    expect(rowsOf(run).map((row) => [row.name, row.props['size'], row.unread])).toEqual([
      ['a', null, ['size']],
      ['b', null, ['size']],
    ]);
    expect(coverageIn(run).map((c) => [c.read, c.outcome, c.asset])).toEqual([
      ['list', 'looked', undefined],
      ['list', 'unreadable', 'arn:thing/a'],
      ['list', 'unreadable', 'arn:thing/b'],
    ]);
  });

  it('in a name leaves the id as name', async () => {
    const run = await gather({ provider: cloud(good), kinds: [odd({ name: boom })] });
    expect(rowsOf(run)[0]).toMatchObject({ name: 'arn:thing/a', props: { size: 1 } });
    expect(coverageIn(run).filter((c) => c.asset !== undefined)).toHaveLength(2);
  });

  it('an edge can run the other way and is there once', async () => {
    const edge = { type: 'FEEDS', to: 'arn:x', as: 'DataStore', reverse: true };
    const run = await gather({
      provider: cloud(good),
      kinds: [odd({ edgeTypes: ['FEEDS'], edges: () => [edge, edge, { ...edge, key: 'second' }] })],
    });
    expect(rowsOf(run)[0]?.edges).toEqual([
      { from: 'arn:x', type: 'FEEDS', to: 'arn:thing/a', key: '', as: 'DataStore', props: {} },
      { from: 'arn:x', type: 'FEEDS', to: 'arn:thing/a', key: 'second', as: 'DataStore', props: {} },
    ]);
  });
});

describe('a read', () => {
  const readOf = (spec: Record<string, unknown>) => {
    const base = defineKind({ kind: 'AwsRead', ...head }).list(thing.list as never);
    return base.read('r', {
      operation: 'things:GetR',
      input: (t: unknown) => ({ of: (t as { Name: string }).Name }),
      reply: z.object({ L: z.array(z.string()).default([]) }),
      gives: { l: texts('L') },
      props: (r: { L: string[] }) => ({ l: r.L }),
      ...spec,
    } as never);
  };
  const only = (answer: Answers[string]): Answers => ({
    'things:ListThings': () => ({ Things: [{ Name: 'a' }] }),
    'things:GetR': answer,
  });

  it('joins its pages', async () => {
    const run = await gather({
      provider: cloud(
        only(({ t }) => (t === 1 ? { body: { L: ['c'] } } : { body: { L: ['a', 'b'] }, next: { t: 1 } })),
      ),
      kinds: [readOf({ pages: 'L' })],
    });
    expect(rowsOf(run)[0]?.props['l']).toEqual(['a', 'b', 'c']);
  });

  it('is unreadable where a page is missing that it does not read', async () => {
    const run = await gather({
      provider: cloud(only(() => ({ body: { L: ['a'] }, next: { t: 1 } }))),
      kinds: [readOf({})],
    });
    expect(rowsOf(run)[0]).toMatchObject({ props: { l: null }, unread: ['l'] });
  });

  it('fails whole when a later page does', async () => {
    const run = await gather({
      provider: cloud(
        only(({ t }) => {
          if (t === 1) throw new Fails('denied', 'No');
          return { body: { L: ['a'] }, next: { t: 1 } };
        }),
      ),
      kinds: [readOf({ pages: 'L' })],
    });
    expect(rowsOf(run)[0]?.props['l']).toBeNull();
    expect(coverageIn(run).at(-1)).toMatchObject({ read: 'r', outcome: 'denied', asset: 'arn:thing/a' });
  });

  it('is left out where the kind says so, and its value is what the kind says', async () => {
    const provider = cloud(only(() => ({ L: ['asked'] })));
    const run = await gather({
      provider,
      kinds: [readOf({ when: { asks: () => false, otherwise: { L: ['otherwise'] } } })],
    });
    expect(rowsOf(run)[0]?.props['l']).toEqual(['otherwise']);
    expect(provider.calls).toHaveLength(1);
  });

  it('of something absent gives no value, but allows that there are no edges', async () => {
    const run = await gather({
      provider: cloud(
        only(() => {
          throw new Fails('denied', 'NotOffered');
        }),
      ),
      kinds: [readOf({ absent: ['NotOffered'], edgeTypes: ['FEEDS'] })],
    });
    expect(rowsOf(run)[0]).toMatchObject({ props: { l: null }, unread: ['l'], incomplete: [] });
    expect(run.summary.gaps).toBe(0);
  });
});

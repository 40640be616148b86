import { describe, expect, it } from 'vitest';
import { defineKind } from './define.ts';
import type { Reply } from './provider.ts';
import { canaries } from './redact.canaries.ts';
import { coverageIn, Fails, gather, handClock, place, rowsOf, scripted } from './test-clouds/scripted.ts';
import { cloud, good, head, thing } from './test-clouds/things.ts';

describe('a kind that all goes well with', () => {
  it('gives rows with all properties and edges, and one looked row for each read', async () => {
    const run = await gather({ provider: cloud(good), kinds: [thing] });
    expect(run.out.map((one) => one.type)).toEqual(['part', 'close']);
    const [a, b] = rowsOf(run);
    expect(a).toMatchObject({
      id: 'arn:thing/a',
      kind: 'AwsThing',
      concepts: ['DataStore'],
      name: 'a',
      scope: place,
      unread: [],
      incomplete: [],
      edges: [
        {
          from: 'arn:thing/a',
          type: 'ENCRYPTED_WITH',
          to: 'arn:key/k',
          key: '',
          as: 'EncryptionKey',
          props: {},
        },
      ],
    });
    expect(a?.props).toEqual({
      size: 1,
      open: true,
      env: [expect.stringMatching(/^redacted:hmac:/)],
      policy: '{}',
    });
    expect(b?.props['policy']).toBe('none');
    expect(
      coverageIn(run).map((c) => [c.read, c.outcome, c.items, c.operation, c.permissions, c.asset]),
    ).toEqual([
      ['list', 'looked', 2, 'things:ListThings', ['things:ListThings'], undefined],
      ['describe', 'looked', 2, 'things:DescribeThing', ['things:DescribeThing'], undefined],
      [
        'policy',
        'looked',
        2,
        'things:GetThingPolicy',
        ['things:GetThingPolicy', 'things:ListThings'],
        undefined,
      ],
    ]);
    expect(run.summary).toEqual({ calls: 5, rows: 2, gaps: 0 });
    expect(run.progress.at(0)).toMatchObject({ phase: 'listing', calls: 0 });
    expect(run.progress.at(-1)).toMatchObject({ phase: 'closed', calls: 5, items: 2 });
  });

  it('gives the same rows in a second run', async () => {
    const clock = { now: () => 0, sleep: () => new Promise<void>(() => undefined) };
    const one = await gather({ provider: cloud(good), kinds: [thing], clock });
    expect((await gather({ provider: cloud(good), kinds: [thing], clock })).out).toEqual(one.out);
  });

  it('is cut into parts of 500, numbered, and closed after them', async () => {
    const Things = Array.from({ length: 1201 }, (_, i) => ({ Name: `t${i}` }));
    const run = await gather({
      provider: cloud({ ...good, 'things:ListThings': () => ({ Things }) }),
      kinds: [thing],
    });
    expect(run.out.map((o) => (o.type === 'part' ? [o.part, o.rows.length] : o.parts))).toEqual([
      [0, 500],
      [1, 500],
      [2, 201],
      3,
    ]);
    expect(rowsOf(run).map((row) => row.name)).toEqual(Things.map((t) => t.Name));
  });
});

describe('equal questions', () => {
  it('of several kinds are sent once, errors included', async () => {
    const kinds = ['A', 'B', 'C', 'D'].map((letter) =>
      defineKind({ kind: `Aws${letter}`, ...head }).list({
        ...thing.list,
        where: (item) => (item as { Name: string }).Name !== letter.toLowerCase(),
      }),
    );
    const provider = cloud(good);
    const run = await gather({ provider, kinds });
    expect(provider.calls).toHaveLength(1);
    expect(rowsOf(run, 'AwsA').map((row) => row.name)).toEqual(['b']);
    expect(rowsOf(run, 'AwsC')).toHaveLength(2);
    const denied = cloud({
      'things:ListThings': () => {
        throw new Fails('denied', 'No');
      },
    });
    expect((await gather({ provider: denied, kinds })).summary.gaps).toBe(4);
    expect(denied.calls).toHaveLength(1);
  });

  it('are sent once per region and account', async () => {
    const provider = cloud(good);
    await gather({
      provider,
      kinds: [defineKind({ kind: 'AwsA', ...head }).list(thing.list)],
      scopes: [place, { ...place, region: 'us-east-1' }],
    });
    expect(provider.calls).toHaveLength(2);
  });
});

describe('a name that holds a secret', () => {
  it('is asked for by its true name, and comes out as a fingerprint', async () => {
    const canary = canaries(4).find((one) => one.format === 'GitLab token')?.text ?? '';
    const provider = cloud({ ...good, 'things:ListThings': () => ({ Things: [{ Name: `n-${canary}` }] }) });
    const run = await gather({ provider, kinds: [thing] });
    expect(provider.calls[1]?.input).toEqual({ Name: `n-${canary}` });
    expect(JSON.stringify([run.out, run.progress])).not.toContain(canary);
    expect(rowsOf(run)[0]?.id).toMatch(/^arn:thing\/n-redacted:hmac:[0-9a-f]{16}$/);
  });

  it('does not come out where a kind decodes it', async () => {
    const canary = canaries(4).find((one) => one.format === 'GitLab token')?.text ?? '';
    const decoding = defineKind({ kind: 'AwsDecodes', ...head }).list({
      ...thing.list,
      name: (t) => (t as { Name: string }).Name.split('').toReversed().join(''),
    });
    const Name = canary.split('').toReversed().join('');
    const run = await gather({
      provider: cloud({ 'things:ListThings': () => ({ Things: [{ Name }] }) }),
      kinds: [decoding],
    });
    expect(rowsOf(run)[0]?.name).toMatch(/^redacted/);
  });
});

it('credentials that expire wake those who wait for their turn or for another try', async () => {
  const clock = handClock();
  const provider = scripted(
    ({ operation, input }) => {
      if (operation === 'things:ListThings')
        return { body: { Things: Array.from({ length: 40 }, (_, i) => ({ Name: `t${i}` })) } };
      if (operation === 'things:GetThingPolicy')
        throw new Fails('throttled', 'Slow', { retry: true, retryAfter: 60_000 });
      if (input['Name'] === 't1') throw new Fails('denied', 'ExpiredToken', { credentials: true });
      return { body: { Open: true } };
    },
    { pace: ({ operation }) => ({ key: operation, perSecond: 0.01, burst: 2 }) },
  );
  const started = clock.now();
  const run = await gather({
    provider,
    kinds: [thing],
    clock,
    retry: { attempts: 8, totalMs: 1e9, retryAfterCapMs: 60_000 },
  });
  expect(clock.now() - started).toBeLessThan(1000);
  expect(rowsOf(run)).toHaveLength(40);
  const failed = coverageIn(run).filter((one) => one.asset !== undefined);
  expect(new Set(failed.map((one) => one.code))).toEqual(new Set(['ExpiredToken']));
  expect(provider.calls.length).toBeLessThanOrEqual(5);
});

describe('a run', () => {
  it('stops when it is cancelled, even if the transport never answers', async () => {
    const stop = new AbortController();
    const provider = scripted(() => new Promise<Reply>(() => undefined));
    const run = gather({ provider, kinds: [thing], signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 20);
    await expect(run).rejects.toThrow('enough');
  });

  it('stops when the sink fails, with its error', async () => {
    const { collect } = await import('./run.ts');
    const run = collect({
      provider: cloud(good),
      kinds: [thing],
      scopes: [place, { ...place, region: 'us-east-1' }],
      hmacKey: 'k',
      sink: () => Promise.reject(new Error('disk full')),
    });
    await expect(run).rejects.toThrow('disk full');
  });

  it('makes a call that takes too long unavailable', async () => {
    const run = await gather({
      provider: scripted(() => new Promise<Reply>(() => undefined)),
      kinds: [thing],
      timeoutMs: 10,
    });
    expect(coverageIn(run)[0]).toMatchObject({
      outcome: 'unavailable',
      code: 'TimedOut',
      reason: 'no answer within 10 ms',
    });
    expect(run.summary.calls).toBe(3);
  });

  it('looks in each scope at the kinds of its level', async () => {
    const account = defineKind({ kind: 'AwsOfAccount', ...head, scope: 'account' }).list(thing.list);
    const { region: _, ...bare } = place;
    const run = await gather({
      provider: cloud(good),
      kinds: [thing, account],
      scopes: [bare, place, { cloud: 'aws', organization: 'o-1' }],
    });
    expect(run.out.filter((o) => o.type === 'close').map((o) => [o.kind, o.scope.region])).toEqual(
      expect.arrayContaining([
        ['AwsOfAccount', undefined],
        ['AwsThing', 'eu-west-1'],
      ]),
    );
    expect(run.out.filter((o) => o.type === 'close')).toHaveLength(2);
  });
});

import { describe, expect, it } from 'vitest';
import { type AnyRead, defineKind, type Kind } from './define.ts';
import { type LawHarness, lawsOf, type Served } from './laws.ts';
import type { Provider } from './provider.ts';
import { armFixture, deployment, workspace } from './test-clouds/arm.kinds.ts';
import { armHarness } from './test-clouds/arm.ts';
import { grpcFixture, thing } from './test-clouds/grpc.kinds.ts';
import { grpcHarness } from './test-clouds/grpc.ts';

describe.each([
  ['an ARM kind', { kind: workspace, fixture: armFixture }, armHarness],
  ['an ARM kind under another', { kind: deployment, fixture: armFixture, parents: [workspace] }, armHarness],
  ['a gRPC kind', { kind: thing, fixture: grpcFixture }, grpcHarness],
] as const)('%s', (_name, subject, harness) => {
  const laws = lawsOf(subject, harness);
  it('has its laws', () => {
    expect(laws.length).toBeGreaterThanOrEqual(18);
    expect(new Set(laws.map((law) => law.title)).size).toBe(laws.length);
  });
  it.each(laws.map((law) => [law.title, law] as const))('%s', async (_title, law) => {
    await law.check();
  });
});

/** Titles of the laws that a subject breaks, of those that are meant; the slow one about time-outs is left out. */
async function broken(harness: LawHarness, meant = /./, kind: Kind = thing): Promise<readonly string[]> {
  const titles: string[] = [];
  const laws = lawsOf({ kind, fixture: grpcFixture }, harness);
  for (const law of laws.filter(({ title }) => meant.test(title) && !/time-out|formats gets/.test(title)))
    await law.check().catch(() => void titles.push(law.title));
  return titles;
}

const changed = (change: (served: Served) => Partial<Served>): LawHarness => ({
  ...grpcHarness,
  serve: async (fixture, options) => {
    const served = await grpcHarness.serve(fixture, options);
    return { ...served, ...change(served) };
  },
});
const withProvider = (change: (provider: Provider) => Partial<Provider>): LawHarness =>
  changed(({ provider }) => ({ provider: { ...provider, ...change(provider) } }));

describe('the laws notice', () => {
  it('nothing, where all is well', async () => {
    expect(await broken(changed(() => ({})))).toEqual([]);
  });

  it('a provider that takes a failure for an empty list', async () => {
    const titles = await broken(
      withProvider((provider) => ({
        send: (call) => provider.send(call).catch(() => ({ body: { things: [] } })),
      })),
    );
    for (const what of [
      'a denial',
      'a throttle that does not end',
      'a 5xx',
      'a cut connection',
      'a malformed page',
    ])
      expect(titles).toContainEqual(expect.stringMatching(`^${what} of its listing`));
    expect(titles).toContain('an expired token ends the account: denied, without hammering');
  });

  it('a provider that takes a denial for "not there", or gives up at once', async () => {
    const titles = await broken(
      withProvider((provider) => ({
        classify: (error) => {
          const failure = provider.classify(error);
          return {
            ...failure,
            retry: false,
            outcome: failure.outcome === 'denied' ? 'absent' : failure.outcome,
          };
        },
      })),
    );
    expect(titles).toContainEqual(expect.stringMatching('^a denial of its listing'));
    expect(titles).toContainEqual(expect.stringMatching('^a denial of test.v1.Things/GetIamPolicy'));
    expect(titles).toContain('a throttle that ends changes nothing');
    expect(titles).toContain('a 5xx that ends changes nothing');
    expect(titles).toContain('a connection cut once changes nothing');
  });

  it('a transport without its guard', async () => {
    const titles = await broken(
      changed(() => ({ sendRaw: () => Promise.resolve('sent') })),
      /declare|two/,
    );
    expect(titles).toEqual([
      'an operation that nobody declares is refused before it is sent, by a raw client too',
    ]);
  });

  it('ids that differ from run to run', async () => {
    let run = 0;
    const titles = await broken(
      withProvider((provider) => {
        const mine = run++;
        return {
          send: async (call) => {
            const reply = await provider.send(call);
            return {
              ...reply,
              body: JSON.parse(JSON.stringify(reply.body).replaceAll('"Thing ', `"${mine} `)),
            };
          },
        };
      }),
      /two runs/,
    );
    expect(titles).toContain('two runs give equal rows');
  });

  it('a kind that reads what it must not, gives a property twice, or never asks a read', async () => {
    const policy = { ...(thing.reads['policy'] as AnyRead) } as never;
    const forbidden = defineKind(thing.head)
      .list(thing.list)
      .read('again', {
        ...(thing.reads['policy'] as AnyRead),
        operation: 'test.v1.Things/DeleteThing',
      } as never)
      .read('policy', policy);
    const titles = await broken(grpcHarness, /declares only|two reads|every read/, forbidden);
    expect(titles).toContain(
      'it declares only operations that read, and none that returns secrets, code or contents',
    );
    expect(titles).toContain('no property is given by two reads');
    expect(titles).toContain('its fixture shows at least one asset and asks every read, without a gap');
  });
});

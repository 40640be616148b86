import { afterEach, describe, expect, it } from 'vitest';
import { allowedOperations } from '../allow.ts';
import { engine } from './engine.ts';
import { grpcFixture, thing } from './grpc.kinds.ts';
import { grpcProvider, grpcServer, guardedClient, unary } from './grpc.ts';
import { coverageIn, gather, rowsOf } from './scripted.ts';

const scope = { cloud: 'gcp', account: grpcFixture.account, region: grpcFixture.region } as const;
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const secret = 'test.v1.Things/AccessThing';

async function cloud(unreachable: readonly string[] = [], fixture = grpcFixture) {
  const behind = engine(fixture, []);
  const server = await grpcServer(
    behind,
    [...new Set([...behind.operations, thing.list.operation, secret])],
    unreachable,
  );
  const client = guardedClient(server.address, allowedOperations([thing], 'gcp'));
  const provider = grpcProvider(client);
  open.push(async () => {
    await provider.close();
    await server.close();
  });
  return { behind, client, provider };
}

describe('gRPC', () => {
  it('is paged by tokens, and fields left out are what the schema says', async () => {
    const { provider, behind } = await cloud();
    const run = await gather({ provider, kinds: [thing], scopes: [scope] });
    expect(rowsOf(run).map((row) => row.props)).toEqual([
      { size: 0, members: ['user:someone-1@example.org'] },
      { size: 2, members: [] },
      { size: 3, members: ['user:someone-3@example.org'] },
      { size: 4, members: ['user:someone-4@example.org'] },
      { size: 5, members: ['user:someone-5@example.org'] },
    ]);
    expect(behind.seen).toHaveLength(3 + 5);
    expect(run.summary.gaps).toBe(0);
  });

  it('keeps what reachable places showed, and names those that were not', async () => {
    const { provider } = await cloud(['locations/us-east1', 'locations/asia-east1']);
    const run = await gather({ provider, kinds: [thing], scopes: [scope] });
    expect(rowsOf(run)).toHaveLength(5);
    const [list] = coverageIn(run);
    expect(list).toMatchObject({ outcome: 'unavailable', code: 'Unreachable', items: 5 });
    expect(list?.reason).toMatch(/locations\/us-east1: unreachable; locations\/asia-east1: unreachable/);
  });

  it('shows an empty place as looked, though proto3 leaves the list out', async () => {
    const elsewhere = { ...scope, region: 'us-west1' };
    const { provider } = await cloud();
    const run = await gather({ provider, kinds: [thing], scopes: [elsewhere] });
    expect(coverageIn(run).map((one) => [one.read, one.outcome, one.items])).toEqual([
      ['list', 'looked', 0],
      ['policy', 'looked', 0],
    ]);
  });

  it('lets nothing undeclared out of its channel, whoever asks', async () => {
    const { client, behind } = await cloud();
    expect(() =>
      client.makeUnaryRequest(
        `/${secret}`,
        (v: Buffer) => v,
        (v) => v,
        Buffer.from('{}'),
        () => undefined,
      ),
    ).toThrow(`refused to send ${secret}`);
    await expect(unary(client, secret, {})).rejects.toThrow(`refused to send ${secret}`);
    expect(behind.seen).toEqual([]);
    await unary(client, thing.list.operation, { parent: 'x' });
    expect(behind.seen).toEqual([thing.list.operation]);
  });
});

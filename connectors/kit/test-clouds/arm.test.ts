import http from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { allowedOperations } from '../allow.ts';
import type { Call, Provider } from '../provider.ts';
import { armFixture, deployment, workspace } from './arm.kinds.ts';
import { armProvider, armServer, GuardedAgent, get } from './arm.ts';
import { engine } from './engine.ts';
import { coverageIn, gather, rowsOf } from './scripted.ts';

const kinds = [workspace, deployment];
const scope = { cloud: 'azure', partition: 'AzureCloud', account: armFixture.account } as const;
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function cloud(link?: (honest: string) => string, proves: (kind: string) => boolean = () => true) {
  const behind = engine(armFixture, []);
  const server = await armServer(behind, link);
  const agent = new GuardedAgent(allowedOperations(kinds, 'azure'));
  const provider = armProvider(server.base, agent, proves);
  open.push(async () => {
    await provider.close();
    await server.close();
  });
  return { behind, server, agent, provider };
}

describe('ARM', () => {
  it('is paged by absolute links, and lists under its parents', async () => {
    const { provider, behind } = await cloud();
    const run = await gather({ provider, kinds, scopes: [scope] });
    expect(rowsOf(run, 'TestArmWorkspace').map((row) => row.name)).toEqual(['ws-one', 'ws-two', 'ws-three']);
    expect(rowsOf(run, 'TestArmDeployment')).toHaveLength(9);
    // Three workspaces in pages of two, one network each, three deployments each in pages of two.
    expect(behind.seen).toHaveLength(2 + 3 + 3 * 2);
    expect(run.summary).toEqual({ calls: 11, rows: 12, gaps: 0 });
  });

  it.each([
    ['another host', (link: string) => link.replace('127.0.0.1', '127.0.0.2')],
    ['another port', (link: string) => link.replace(/:\d+\//, ':1/')],
    ['another scheme', (link: string) => link.replace('http:', 'https:')],
    ['a host behind user info', (link: string) => link.replace('http://', 'http://evil@')],
    ['no address', () => 'http://['],
  ])('does not follow a link to %s, and says so in coverage', async (_to, link) => {
    const elsewhere: string[] = [];
    const trap = http.createServer((request, response) => {
      elsewhere.push(request.url ?? '');
      response.end('{"value":[]}');
    });
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.2', resolve));
    open.push(() => new Promise((resolve) => void trap.close(() => resolve())));
    const { provider } = await cloud(link);
    const run = await gather({ provider, kinds: [workspace], scopes: [scope] });
    expect(coverageIn(run)[0]).toMatchObject({ outcome: 'unreadable', code: 'RefusedHost' });
    expect(coverageIn(run)[0]?.reason).toMatch(/^refused to follow a link to /);
    expect(elsewhere).toEqual([]);
  });

  it('counts as looked only where the right to see all was shown, kind by kind', async () => {
    const { provider } = await cloud(undefined, (kind) => kind === 'TestArmDeployment');
    const run = await gather({ provider, kinds, scopes: [scope] });
    expect(coverageIn(run, 'TestArmWorkspace')[0]).toMatchObject({ outcome: 'filtered', items: 3 });
    expect(coverageIn(run, 'TestArmDeployment')[0]).toMatchObject({ outcome: 'not-asked', items: 9 });
    const without = Object.fromEntries(Object.entries(provider).filter(([name]) => name !== 'proves'));
    const never = await gather({
      provider: without as unknown as Provider,
      kinds: [workspace],
      scopes: [scope],
    });
    expect(coverageIn(never)[0]?.outcome).toBe('filtered');
  });

  it('lets nothing undeclared out of its agent, whoever asks and whatever the method', async () => {
    const { agent, server, behind, provider } = await cloud();
    const base = `${server.base}/subscriptions/s/providers/Test.Ml`;
    const tries = [
      '/keys?api-version=2026-01-01',
      '/workspaces?api-version=2020-01-01',
      '/workspaces/x/listKeys',
    ];
    for (const path of tries)
      await expect(get(agent, new URL(base + path))).rejects.toThrow(
        /^refused to send GET \/subscriptions\/s/,
      );
    const url = new URL(`${base}/workspaces?api-version=2026-01-01`);
    expect(() => http.request(url, { agent, method: 'DELETE' })).toThrow(/refused to send DELETE/);
    const call: Call = {
      operation: 'GET /nothing@1',
      input: {},
      scope,
      signal: new AbortController().signal,
    };
    await expect(provider.send(call)).rejects.toThrow(/refused/);
    expect(behind.seen).toEqual([]);
    expect((await get(agent, url)).status).toBe(200);
    expect(behind.seen).toHaveLength(1);
  });
});

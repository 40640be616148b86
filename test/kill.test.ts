/** A scan that is killed, at any moment: the graph serves the last whole scan, and the next one repairs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { regulated } from '#connectors/standin/aws/sample/company.ts';
import { sampleEstate, sampleLogin } from '#connectors/standin/aws/sample/estate.ts';
import type { AwsStandin } from '#connectors/standin/aws/server.ts';
import type { Estate } from '#connectors/standin/estate.ts';
import type { StateConfig } from '#graph/state/open.ts';
import type { StoreConfig } from '#graph/store/open.ts';
import { type Posture, readPosture } from '#policies/engine/posture.ts';
import { awsAt, openPlace, type Place, startCompany, timeless } from './scanning.ts';
import { describeWith } from './services.ts';

const region = 'us-east-1';
const main = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts');

/** Two accounts with workloads are enough, and a third one would only take time. */
const twoAccounts: Estate = {
  ...sampleEstate,
  pieces: sampleEstate.pieces
    .filter(({ account }) => account !== regulated)
    .map((piece) => ({
      ...piece,
      lists: (piece.lists ?? []).filter(({ item }) => !JSON.stringify(item).includes(regulated)),
    })),
};

/** A company whose findings differ from the sample's, so that a torn graph could be told from both. */
const otherEstate: Estate = {
  ...twoAccounts,
  pieces: twoAccounts.pieces.filter((piece, i) => {
    const shown = JSON.stringify(piece.lists?.[0]?.item ?? '');
    return !/quillmark-training-intake|QuoteModelRole|premium-scoring/.test(shown) && (i % 7 !== 0 || i < 40);
  }),
};

/** Evenly spread over [0, 1), each at a place of its own within its share; the same for the same seed. */
function moments(count: number, seed: number): readonly number[] {
  let x = seed;
  return Array.from({ length: count }, (_, i) => {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0;
    return (i + x / 2 ** 32) / count;
  });
}

/** Scans in another process. Gives its exit code, or `killed`; it is killed after so many milliseconds. */
async function scanApart(
  where: string,
  url: string,
  home: string,
  after?: number,
): Promise<number | 'killed'> {
  const role = ['--role-name', sampleLogin.role, '--external-id', sampleLogin.externalId];
  const args = [
    'scan',
    '--store',
    where,
    '--region',
    region,
    ...role,
    '--endpoint-url',
    url,
    '--format',
    'json',
  ];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    stdio: 'ignore',
    env: {
      ...process.env,
      PATHLIGHT_HOME: home,
      AWS_ACCESS_KEY_ID: sampleLogin.accessKeyId,
      AWS_SECRET_ACCESS_KEY: sampleLogin.secretAccessKey,
    },
  });
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  if (after !== undefined) {
    await Promise.race([exit, sleep(after)]);
    child.kill('SIGKILL');
  }
  const [code, signal] = await exit;
  return signal === 'SIGKILL' ? 'killed' : (code ?? -1);
}

const served = async (place: Place): Promise<{ number: number; posture: Posture | null }> =>
  place.store.read(async (graph) => ({
    number: graph.publication?.number ?? 0,
    posture: await readPosture(graph),
  }));

interface Tried {
  /** Kills after which the scan before was served. */
  readonly before: number;
  /** Kills after which the new one was. */
  readonly after: number;
}

/** Kills a scan at each moment, looks at what is served, and scans once more. */
async function killAt(
  shares: readonly number[],
  where: string,
  company: AwsStandin,
  place: Place,
): Promise<Tried> {
  const estates = [twoAccounts, otherEstate] as const;
  const picture = (posture: Posture | null) => timeless({ ...posture, summary: null });
  // What undisturbed scans give, each after the other.
  const references: string[] = [];
  const reference = await openPlace();
  try {
    for (const i of [0, 1, 0]) {
      company.setEstate(estates[i] ?? twoAccounts);
      const { posture } = await reference.scan(awsAt(company.url, { regions: [region] }));
      references[i] = picture(posture);
    }
  } finally {
    await reference.close();
  }
  expect(references[0]).not.toBe(references[1]);

  // How long a scan takes that changes the graph, from start to end; the first one also warms a server up.
  const times: number[] = [];
  for (const estate of estates) {
    company.setEstate(estate);
    const start = performance.now();
    expect(await scanApart(where, company.url, place.folder)).toBe(0);
    times.push(performance.now() - start);
  }
  const whole = Math.min(...times);

  let before = 0;
  let after = 0;
  let turn = 0;
  for (const share of shares) {
    const last = await served(place);
    const target = turn % 2;
    expect(picture(last.posture)).toBe(references[1 - target]);
    company.setEstate(estates[target] ?? twoAccounts);
    await scanApart(where, company.url, place.folder, share * whole);

    const now = await served(place);
    if (now.number === last.number) {
      expect(JSON.stringify(now.posture), `killed at ${share}`).toBe(JSON.stringify(last.posture));
      before += 1;
    } else {
      expect(now.number).toBe(last.number + 1);
      expect(picture(now.posture), `killed at ${share}`).toBe(references[target]);
      after += 1;
    }
    // Later, so that whoever was killed counts as dead.
    const later = () => new Date(Date.now() + 120_000);
    const next = await place.scan(awsAt(company.url, { regions: [region] }), { now: later });
    expect(picture(next.posture), `after a kill at ${share}`).toBe(references[target]);
    expect(picture((await served(place)).posture)).toBe(references[target]);
    // What was served is in the history as published, with all that `diff` asks for, whenever its process died.
    const known = now.posture?.summary.scan ?? '';
    expect(await place.state.scan(known), `killed at ${share}`).toMatchObject({
      status: 'published',
      publication: now.number,
    });
    for (const kind of ['findings', 'assets', 'coverage'] as const)
      expect(await place.state.snapshot(known, kind), `${kind}, killed at ${share}`).not.toBeNull();
    for (const scan of await place.state.scans(5)) {
      expect(scan.status).not.toBe('running');
      for await (const close of place.state.closes(scan.id))
        throw new Error(`${scan.id} left ${close.kind} in the spool`);
    }
    turn += 1;
  }
  return { before, after };
}

async function tryAt(
  shares: readonly number[],
  at?: { readonly store: StoreConfig; readonly state: StateConfig },
): Promise<Tried> {
  const company = await startCompany();
  const folder = mkdtempSync(join(tmpdir(), 'pathlight-kill-'));
  const place = await openPlace(at === undefined ? { folder } : { folder, at });
  try {
    const where = at?.store.kind === 'neo4j' ? at.store.uri : folder;
    return await killAt(shares, where, company, place);
  } finally {
    await place.close();
    await company.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

it('killed at 30 moments, an embedded scan leaves the last whole one, and the next repairs', async () => {
  const { before, after } = await tryAt(moments(30, 20_261_120));
  expect(before + after).toBe(30);
  expect(before).toBeGreaterThan(15);
}, 600_000);

describeWith('neo4j', 'a scan into Neo4j', (uri) => {
  it('killed at 8 moments leaves the last whole one, and the next repairs', async () => {
    const { before, after } = await tryAt(moments(8, 7), {
      store: { kind: 'neo4j', uri },
      state: { kind: 'neo4j', uri },
    });
    expect(before + after).toBe(8);
    expect(before).toBeGreaterThan(3);
  }, 600_000);
});

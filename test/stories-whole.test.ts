/** The sample company scanned whole: every story is in it, no decoy, and the order of rows changes nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { regulated } from '#connectors/standin/aws/sample/company.ts';
import type { AwsStandin } from '#connectors/standin/aws/server.ts';
import { isGap } from '#graph/schema/coverage.ts';
import { openEmbedded } from '#graph/store/embedded/store.ts';
import { type Posture, readPosture } from '#policies/engine/posture.ts';
import type { ScanOutcome } from '#workers/scan.ts';
import { awsAt, openPlace, type Place, policies, startCompany, timeless } from './scanning.ts';
import { ofModels } from './stories/models.ts';
import { ofPeople } from './stories/people.ts';
import { findingOf, wayOf } from './stories/telling.ts';
import { ofThings } from './stories/things.ts';

let wire: AwsStandin;
let place: Place;
let whole: ScanOutcome;
const pathIds = new Set(policies.filter(({ meta }) => meta.path !== undefined).map(({ meta }) => meta.id));
const ofPaths = <T extends { readonly policy: string }>(list: readonly T[]): readonly T[] =>
  list.filter(({ policy }) => pathIds.has(policy));

/** Two installations would make different fingerprints of the same secret. */
const installed = ({ state }: Place) => state.setting('hmac-key', () => 'one key for both');

beforeAll(async () => {
  wire = await startCompany();
  place = await openPlace();
  await installed(place);
  whole = await place.scan(awsAt(wire.url));
}, 60_000);
afterAll(async () => {
  await place.close();
  await wire.close();
});

it('was read whole', () => {
  expect(whole.coverage.filter(({ outcome }) => isGap(outcome))).toEqual([]);
  expect(whole.posture.summary.failures).toEqual([]);
});

describe('every story is in it', () => {
  it.each([...ofPeople, ...ofThings, ...ofModels].map((story) => [story.name, story] as const))(
    '%s',
    (_, story) => {
      expect(findingOf(whole, story.policy, story.victim)?.path?.certainty).toBe('surely');
    },
  );
});

it('of the account where one thing closes each story no attack is reported, nor left open', () => {
  const { findings, cannotTell } = whole.posture;
  const inside = ofPaths([...findings, ...cannotTell]).filter(
    ({ asset, path }) =>
      asset.account === regulated ||
      path?.steps.some(({ edges }) => edges.some(({ to, from }) => `${from} ${to}`.includes(regulated))),
  );
  expect(
    inside.map(({ policy, asset, path }) => [policy, asset.name, ...(path === undefined ? [] : wayOf(path))]),
  ).toEqual([]);
});

it('each step of each path names what it follows from', () => {
  const paths = ofPaths(whole.posture.findings).flatMap(({ path }) => path ?? []);
  expect(paths.length).toBeGreaterThan(30);
  const bare = paths.flatMap(({ steps }) =>
    steps.filter(({ edges, says }) => !says.startsWith('who controls') && edges.some(({ by }) => by === '')),
  );
  expect(bare.map(({ says }) => says)).toEqual([]);
});

it('the paths and their order are the same whatever the order of rows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pathlight-shuffled-'));
  const shuffled = await openEmbedded(folder, { shuffle: true });
  const other = await openPlace();
  try {
    await installed(other);
    await other.scan(awsAt(wire.url), { store: shuffled });
    const told = (posture: Posture | null) =>
      timeless([ofPaths(posture?.findings ?? []), ofPaths(posture?.cannotTell ?? [])]);
    const plain = await place.store.read(readPosture);
    expect(ofPaths(plain?.findings ?? []).length).toBeGreaterThan(30);
    expect(told(await shuffled.read(readPosture))).toBe(told(plain));
  } finally {
    await other.close();
    await shuffled.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

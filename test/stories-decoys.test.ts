/** What only looks like a story is not reported, and would be without the one thing that closes it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { regulatedIreland } from '#connectors/standin/aws/sample/company.ts';
import type { AwsStandin } from '#connectors/standin/aws/server.ts';
import { openPlace, type Place, startCompany } from './scanning.ts';
import { decoyAccount, decoys } from './stories/decoys.ts';
import { findingOf, published, tell, wayOf } from './stories/telling.ts';

let wire: AwsStandin;
let place: Place;
beforeAll(async () => {
  wire = await startCompany();
  place = await openPlace();
});
afterAll(async () => {
  await place.close();
  await wire.close();
});

it('none of them is reported, nor left open, and the graph says what closes it', async () => {
  const told = await tell(wire, place, regulatedIreland, decoyAccount);
  const { findings, cannotTell } = told.posture;
  const ways = [...findings, ...cannotTell].map(
    ({ policy, asset, path }) =>
      `${policy} ${asset.name}: ${path === undefined ? '' : wayOf(path).join(' > ')}`,
  );
  expect(ways).toEqual([]);
  const view = await published(place);
  const said = decoys.map(({ name, why }) => ({ name, says: why[0](view), as: why[1] }));
  expect(said.filter(({ says, as }) => !as.test(says))).toEqual([]);
});

describe('without the one thing that closes it', () => {
  it.each(decoys.map((decoy) => [decoy.name, decoy] as const))('%s is found', async (_, decoy) => {
    const told = await tell(wire, place, regulatedIreland, decoy.open(decoyAccount));
    expect(findingOf(told, decoy.policy, decoy.victim)?.path?.certainty).toBe('surely');
  });
});

/** Two accounts kept clean have no attack path, and none that nobody can tell. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { discoveryOperations } from '#connectors/aws/provider/provider.ts';
import { kinds } from '#connectors/catalogue.generated.ts';
import { allowedOperations } from '#connectors/kit/allow.ts';
import { cleanEstate, cleanLogin } from '#connectors/standin/aws/clean/estate.ts';
import { type AwsStandin, startAwsStandin } from '#connectors/standin/aws/server.ts';
import { isGap } from '#graph/schema/coverage.ts';
import { awsAt, openPlace, type Place, policies } from './scanning.ts';
import { wayOf } from './stories/telling.ts';

let wire: AwsStandin;
let place: Place;
beforeAll(async () => {
  wire = await startAwsStandin({
    estate: cleanEstate,
    pageSize: 100,
    readOnly: allowedOperations(kinds, 'aws', discoveryOperations),
    accounts: { [cleanLogin.accessKeyId]: cleanLogin.account },
  });
  place = await openPlace();
});
afterAll(async () => {
  await place.close();
  await wire.close();
});

it('two accounts kept clean give no path finding, and no path that cannot be told', async () => {
  const { accessKeyId, secretAccessKey, role, externalId } = cleanLogin;
  const { posture, coverage, assets } = await place.scan(
    awsAt(wire.url, {
      keys: { type: 'keys', accessKeyId, secretAccessKey },
      role: { name: role, externalId, sessionName: 'test' },
    }),
  );
  expect(coverage.filter(({ outcome }) => isGap(outcome))).toEqual([]);
  expect(assets).toBeGreaterThan(60);
  const paths = new Set(policies.filter(({ meta }) => meta.path !== undefined).map(({ meta }) => meta.id));
  expect(paths.size).toBeGreaterThan(20);
  const found = [...posture.findings, ...posture.cannotTell].filter(({ policy }) => paths.has(policy));
  expect(
    found.map(({ policy, asset, path }) => [policy, asset.name, ...(path === undefined ? [] : wayOf(path))]),
  ).toEqual([]);
});

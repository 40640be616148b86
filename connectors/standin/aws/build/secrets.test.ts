import { expect, test } from 'vitest';
import kind from '#connectors/aws/secretsmanager/secret.ts';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { checkEstate } from '../check.ts';
import { type Place, policy } from './common.ts';
import { functionArn } from './lambda.ts';
import { secret, secretArn } from './secrets.ts';

const place: Place = { account: '111122223333', region: 'eu-west-1' };

test('a secret is scanned as it was built, with a policy or without', async () => {
  const pieces = [
    secret(place, 'claims/database', { rotatedBy: functionArn(place, 'rotate'), tags: { team: 'claims' } }),
    secret(place, 'model/provider', {
      policy: policy({ Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' }),
      key: 'alias/own',
    }),
  ];
  expect(await checkEstate({ pieces })).toEqual([]);
  const { rows, coverage } = await scanFixture(kind, { ...place, pieces });
  expect(coverage.every((c) => c.outcome === 'looked')).toBe(true);
  expect(rows.map((r) => [r.id, r.props['hasPolicy'], r.props['rotationDays']])).toEqual([
    [secretArn(place, 'claims/database'), false, 30],
    [secretArn(place, 'model/provider'), true, 0],
  ]);
  expect(edgesOf(rows[0])).toEqual([`USES_SECRET rotation <- ${functionArn(place, 'rotate')}`]);
});

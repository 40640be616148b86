/** Pieces of Secrets Manager: never a value. */
import type { SecretListEntry } from '@aws-sdk/client-secrets-manager';
import type { Piece } from '#connectors/standin/estate.ts';
import { arn, idOf, list, made, type Place, piece, reply, type Wire } from './common.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
export const secretArn = (place: Place, name: string): string =>
  arn(place, 'secretsmanager', `secret:${name}-${idOf(place.account + place.region + name, 6, letters)}`);

export interface SecretHas {
  /** Resource policy. */
  readonly policy?: string;
  /** KMS key; AWS's own otherwise. */
  readonly key?: string;
  /** ARN of the function that rotates it. */
  readonly rotatedBy?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly more?: Wire<SecretListEntry>;
}

export function secret(place: Place, name: string, has: SecretHas = {}): Piece {
  const ARN = secretArn(place, name);
  const item = {
    ARN,
    Name: name,
    CreatedDate: made,
    LastChangedDate: made,
    LastAccessedDate: '2026-03-01T00:00:00.000Z',
    SecretVersionsToStages: { [idOf(name, 32, '0123456789abcdef')]: ['AWSCURRENT'] },
    Tags: Object.entries(has.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    ...(has.key === undefined ? {} : { KmsKeyId: has.key }),
    ...(has.rotatedBy === undefined
      ? {}
      : {
          RotationEnabled: true,
          RotationLambdaARN: has.rotatedBy,
          RotationRules: { AutomaticallyAfterDays: 30 },
          LastRotatedDate: '2026-03-01T09:00:00.000Z',
        }),
    ...has.more,
  };
  const answer = {
    ARN,
    Name: name,
    ...(has.policy === undefined ? {} : { ResourcePolicy: has.policy }),
  };
  // Either name may be asked for.
  return piece(
    place,
    [list('secretsmanager:ListSecrets', 'SecretList', item)],
    [ARN, name].map((SecretId) => reply('secretsmanager:GetResourcePolicy', { SecretId }, answer)),
  );
}

/** Pieces of KMS. */
import type { Piece } from '#connectors/standin/estate.ts';
import { arn, list, made, type Place, piece, policy, reply, type Statement, uuidOf } from './common.ts';

/** Keys are named by an alias here; their id follows from it. */
export const keyArn = (place: Place, alias: string): string =>
  arn(place, 'kms', `key/${uuidOf(place.account + place.region + alias)}`);

export interface KeyHas {
  /** Statements beside the one that leaves the key to the account's IAM. */
  readonly statements?: readonly Statement[];
  readonly rotates?: boolean;
  /** AWS's own key of a service. */
  readonly manager?: 'AWS' | 'CUSTOMER';
  readonly state?: 'Enabled' | 'Disabled' | 'PendingDeletion';
  readonly grants?: readonly Readonly<Record<string, unknown>>[];
}

export function key(place: Place, alias: string, has: KeyHas = {}): Piece {
  const KeyArn = keyArn(place, alias);
  const KeyId = KeyArn.slice(KeyArn.lastIndexOf('/') + 1);
  const root = {
    Sid: 'Account',
    Principal: { AWS: `arn:aws:iam::${place.account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  const metadata = {
    KeyId,
    Arn: KeyArn,
    AWSAccountId: place.account,
    CreationDate: made,
    Description: alias,
    Enabled: (has.state ?? 'Enabled') === 'Enabled',
    KeyManager: has.manager ?? 'CUSTOMER',
    KeyState: has.state ?? 'Enabled',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    Origin: 'AWS_KMS',
    MultiRegion: false,
  };
  const lists = [
    list('kms:ListKeys', 'Keys', { KeyId, KeyArn }),
    list('kms:ListAliases', 'Aliases', {
      AliasName: `alias/${alias}`,
      AliasArn: arn(place, 'kms', `alias/${alias}`),
      TargetKeyId: KeyId,
      CreationDate: made,
      LastUpdatedDate: made,
    }),
  ];
  const rotation =
    has.rotates === true
      ? { KeyRotationEnabled: true, RotationPeriodInDays: 365 }
      : { KeyRotationEnabled: false };
  // By id or by ARN.
  const asked = [KeyId, KeyArn];
  return piece(
    place,
    [
      ...lists,
      ...asked.flatMap((KeyId) =>
        (has.grants ?? []).map((g) =>
          list('kms:ListGrants', 'Grants', { ...g, CreationDate: made }, { KeyId }),
        ),
      ),
    ],
    asked.flatMap((KeyId) => [
      reply('kms:DescribeKey', { KeyId }, { KeyMetadata: metadata }),
      reply('kms:GetKeyPolicy', { KeyId }, { Policy: policy(root, ...(has.statements ?? [])) }),
      reply('kms:GetKeyRotationStatus', { KeyId }, rotation),
    ]),
  );
}

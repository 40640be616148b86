/** Pieces of S3. A bucket answers in its own region and to its own account, so its answers stand with the listing. */
import type { Answered, Piece } from '#connectors/standin/estate.ts';
import { everywhere, list, made, type Place, piece, reply } from './common.ts';

export interface Bucket {
  readonly policy?: string;
  /** Verdict of S3 on the policy; told by the estate, because nothing here evaluates policies. */
  readonly policyIsPublic?: boolean;
  /** All four settings; new buckets have them on. Absent: not configured. */
  readonly block?: boolean | Readonly<Partial<Record<(typeof settings)[number], boolean>>>;
  /** Permissions that the ACL gives to everyone. */
  readonly everyone?: readonly ('READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP' | 'FULL_CONTROL')[];
  /** Key of the default encryption; `true`: the key that AWS holds for S3 (SSE-KMS). Absent: SSE-S3. */
  readonly key?: string | true;
  readonly versioning?: 'Enabled' | 'Suspended';
  /** Bucket that takes the access log. */
  readonly logsTo?: string;
  readonly ownership?: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';
  readonly tags?: Readonly<Record<string, string>>;
}

const settings = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const;

export const blockOf = (block: Exclude<Bucket['block'], undefined>): Readonly<Record<string, boolean>> =>
  Object.fromEntries(settings.map((s) => [s, typeof block === 'boolean' ? block : (block[s] ?? false)]));

/** The canonical user id of an account. */
const ownerOf = (account: string): string => account.padStart(64, 'c');

export function bucket(place: Place, name: string, has: Bucket = {}): Piece {
  const input = { Bucket: name };
  const owner = { ID: ownerOf(place.account) };
  const answers: Answered[] = [
    reply('s3:GetBucketAcl', input, {
      Owner: owner,
      Grants: [
        { Grantee: { Type: 'CanonicalUser', ...owner }, Permission: 'FULL_CONTROL' },
        ...(has.everyone ?? []).map((Permission) => ({
          Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
          Permission,
        })),
      ],
    }),
    reply('s3:GetBucketOwnershipControls', input, {
      OwnershipControls: { Rules: [{ ObjectOwnership: has.ownership ?? 'BucketOwnerEnforced' }] },
    }),
    reply('s3:GetBucketVersioning', input, has.versioning === undefined ? {} : { Status: has.versioning }),
  ];
  if (has.policy !== undefined) {
    answers.push(
      reply('s3:GetBucketPolicy', input, { Policy: has.policy }),
      reply('s3:GetBucketPolicyStatus', input, { PolicyStatus: { IsPublic: has.policyIsPublic ?? false } }),
    );
  }
  if (has.block !== undefined) {
    const PublicAccessBlockConfiguration = blockOf(has.block);
    answers.push(reply('s3:GetPublicAccessBlock', input, { PublicAccessBlockConfiguration }));
  }
  if (has.key !== undefined) {
    const key = has.key === true ? {} : { KMSMasterKeyID: has.key };
    const rule = {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', ...key },
      BucketKeyEnabled: true,
    };
    const ServerSideEncryptionConfiguration = { Rules: [rule] };
    answers.push(reply('s3:GetBucketEncryption', input, { ServerSideEncryptionConfiguration }));
  }
  if (has.logsTo !== undefined) {
    const LoggingEnabled = { TargetBucket: has.logsTo, TargetPrefix: `${name}/` };
    answers.push(reply('s3:GetBucketLogging', input, { LoggingEnabled }));
  }
  if (has.tags !== undefined) {
    const TagSet = Object.entries(has.tags).map(([Key, Value]) => ({ Key, Value }));
    answers.push(reply('s3:GetBucketTagging', input, { TagSet }));
  }
  const item = {
    Name: name,
    BucketRegion: place.region,
    CreationDate: made,
    BucketArn: `arn:aws:s3:::${name}`,
  };
  return piece(everywhere(place.account), [list('s3:ListBuckets', 'Buckets', item)], answers);
}

/** What S3 answers about a bucket's settings, as far as it is used. */
import { z } from 'zod';
import { type AclGrant, aclGrants } from '#graph/schema/aws/facts.ts';

const grant = z
  .object({
    Grantee: z.object({
      Type: z.string(),
      URI: z.string().optional(),
      ID: z.string().optional(),
      EmailAddress: z.string().optional(),
    }),
    Permission: z.string(),
  })
  .transform((g) => ({
    type: g.Grantee.Type,
    grantee: g.Grantee.URI ?? g.Grantee.ID ?? g.Grantee.EmailAddress ?? '',
    permission: g.Permission,
  }));

export const acl = z.object({
  Owner: z.object({ ID: z.string() }),
  Grants: z.array(grant).default([]).pipe(aclGrants),
});

export const publicGrants = (grants: readonly AclGrant[], group: string): readonly string[] =>
  grants.filter((g) => g.grantee === group).map((g) => g.permission);

export const publicAccessBlock = z.object({
  PublicAccessBlockConfiguration: z.object({
    BlockPublicAcls: z.boolean().default(false),
    IgnorePublicAcls: z.boolean().default(false),
    BlockPublicPolicy: z.boolean().default(false),
    RestrictPublicBuckets: z.boolean().default(false),
  }),
});

/** S3 knows one rule, in a list. */
export const encryption = z
  .object({
    ServerSideEncryptionConfiguration: z.object({
      Rules: z.array(
        z.object({
          ApplyServerSideEncryptionByDefault: z
            .object({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.string().optional() })
            .optional(),
          BucketKeyEnabled: z.boolean().optional(),
        }),
      ),
    }),
  })
  .transform((r) => {
    const [rule] = r.ServerSideEncryptionConfiguration.Rules;
    const byDefault = rule?.ApplyServerSideEncryptionByDefault;
    return {
      algorithm: byDefault?.SSEAlgorithm,
      key: byDefault?.KMSMasterKeyID,
      bucketKey: rule?.BucketKeyEnabled ?? false,
    };
  });

export const replication = z.object({
  ReplicationConfiguration: z.object({
    Role: z.string(),
    Rules: z.array(
      z.object({
        ID: z.string().optional(),
        Status: z.string(),
        Destination: z.object({ Bucket: z.string(), Account: z.string().optional() }),
      }),
    ),
  }),
});

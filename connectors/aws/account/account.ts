/** AWS account: what holds for everything in it. */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { accountId, iamArn } from '#graph/schema/aws/ids.ts';
import { bool, text, whole } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsAccount',
  title: 'AWS account',
  cloud: 'aws',
  service: 'account',
  concepts: ['Account'],
  scope: 'account',
  verbs: {
    MANAGE: [
      'account:CloseAccount',
      'iam:DeleteAccountPasswordPolicy',
      'iam:UpdateAccountPasswordPolicy',
      's3:PutAccountPublicAccessBlock',
    ],
  },
})
  .list({
    // Needs no permission, so that an account is known wherever its credentials are good.
    operation: 'sts:GetCallerIdentity',
    permissions: [],
    items: '',
    item: z.object({ Account: z.string() }),
    id: (a, at) => accountId({ partition: at.partition, account: a.Account }),
    uid: (a) => a.Account,
    name: (a) => a.Account,
    aliases: (a, at) => [iamArn({ partition: at.partition, account: a.Account }, 'root')],
    gives: { number: text('Account') },
    props: (a) => ({ number: a.Account }),
  })
  .read('organization', {
    operation: 'organizations:DescribeOrganization',
    input: () => ({}),
    reply: z.object({ Organization: z.object({ Id: z.string() }) }),
    notConfigured: {
      codes: ['AWSOrganizationsNotInUseException'],
      reply: { Organization: { Id: 'none' } },
    },
    gives: { organization: text('Organization.Id') },
    props: (r) => ({ organization: r.Organization.Id }),
  })
  .read('alias', {
    operation: 'iam:ListAccountAliases',
    input: () => ({ MaxItems: 1000 }),
    pages: 'AccountAliases',
    reply: z.object({ AccountAliases: z.array(z.string()) }),
    gives: { alias: text('AccountAliases') },
    // An account has one at most.
    props: (r) => ({ alias: r.AccountAliases[0] ?? 'none' }),
  })
  .read('summary', {
    operation: 'iam:GetAccountSummary',
    input: () => ({}),
    reply: z.object({
      SummaryMap: z.object({
        AccountAccessKeysPresent: z.int(),
        AccountMFAEnabled: z.int(),
        AccountPasswordPresent: z.int().optional(),
        AccountSigningCertificatesPresent: z.int().optional(),
      }),
    }),
    gives: {
      rootHasAccessKeys: bool('SummaryMap.AccountAccessKeysPresent'),
      rootHasMfa: bool('SummaryMap.AccountMFAEnabled'),
      rootHasPassword: bool('SummaryMap.AccountPasswordPresent'),
      rootHasCertificates: bool('SummaryMap.AccountSigningCertificatesPresent'),
    },
    props: ({ SummaryMap: s }) => ({
      rootHasAccessKeys: s.AccountAccessKeysPresent > 0,
      rootHasMfa: s.AccountMFAEnabled > 0,
      rootHasPassword: s.AccountPasswordPresent === undefined ? null : s.AccountPasswordPresent > 0,
      rootHasCertificates:
        s.AccountSigningCertificatesPresent === undefined ? null : s.AccountSigningCertificatesPresent > 0,
    }),
  })
  .read('publicAccessBlock', {
    operation: 's3control:GetPublicAccessBlock',
    permissions: ['s3:GetAccountPublicAccessBlock'],
    input: (a) => ({ AccountId: a.Account }),
    reply: z.object({
      PublicAccessBlockConfiguration: z.object({
        BlockPublicAcls: z.boolean().default(false),
        IgnorePublicAcls: z.boolean().default(false),
        BlockPublicPolicy: z.boolean().default(false),
        RestrictPublicBuckets: z.boolean().default(false),
      }),
    }),
    notConfigured: {
      codes: ['NoSuchPublicAccessBlockConfiguration'],
      reply: { PublicAccessBlockConfiguration: {} },
    },
    gives: {
      blockPublicAcls: bool('PublicAccessBlockConfiguration.BlockPublicAcls'),
      ignorePublicAcls: bool('PublicAccessBlockConfiguration.IgnorePublicAcls'),
      blockPublicPolicy: bool('PublicAccessBlockConfiguration.BlockPublicPolicy'),
      restrictPublicBuckets: bool('PublicAccessBlockConfiguration.RestrictPublicBuckets'),
    },
    props: ({ PublicAccessBlockConfiguration: c }) => ({
      blockPublicAcls: c.BlockPublicAcls,
      ignorePublicAcls: c.IgnorePublicAcls,
      blockPublicPolicy: c.BlockPublicPolicy,
      restrictPublicBuckets: c.RestrictPublicBuckets,
    }),
  })
  .read('passwordPolicy', {
    operation: 'iam:GetAccountPasswordPolicy',
    input: () => ({}),
    reply: z.object({
      PasswordPolicy: z.object({
        MinimumPasswordLength: z.int().default(6),
        RequireSymbols: z.boolean().default(false),
        RequireNumbers: z.boolean().default(false),
        RequireUppercaseCharacters: z.boolean().default(false),
        RequireLowercaseCharacters: z.boolean().default(false),
        MaxPasswordAge: z.int().default(0),
        PasswordReusePrevention: z.int().default(0),
        Set: z.literal(false).optional(),
      }),
    }),
    // Without one, IAM's own holds. Source: IAM User Guide, "Set an account password policy".
    notConfigured: {
      codes: ['NoSuchEntity', 'NoSuchEntityException'],
      reply: { PasswordPolicy: { MinimumPasswordLength: 8, Set: false } },
    },
    gives: {
      hasPasswordPolicy: bool('PasswordPolicy'),
      passwordLength: whole('PasswordPolicy.MinimumPasswordLength'),
      passwordKinds: whole('PasswordPolicy'),
      passwordMaxAgeDays: whole('PasswordPolicy.MaxPasswordAge'),
      passwordHistory: whole('PasswordPolicy.PasswordReusePrevention'),
    },
    props: ({ PasswordPolicy: p }) => ({
      hasPasswordPolicy: p.Set === undefined,
      passwordLength: p.MinimumPasswordLength,
      passwordKinds: [
        p.RequireSymbols,
        p.RequireNumbers,
        p.RequireUppercaseCharacters,
        p.RequireLowercaseCharacters,
      ].filter(Boolean).length,
      passwordMaxAgeDays: p.MaxPasswordAge,
      passwordHistory: p.PasswordReusePrevention,
    }),
  });

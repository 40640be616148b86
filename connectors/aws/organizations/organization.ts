/**
 * AWS organisation and the accounts in it. An account is one node, whoever shows it: the organisation gives an edge to
 * each account's id, which is a stub until that account itself is scanned (`AwsAccount`).
 */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { accountId, canonicalArn } from '#graph/schema/aws/ids.ts';
import { oneOf, text, texts, whole } from '#graph/schema/fields.ts';

const account = z
  .object({ Id: z.string(), State: z.string().optional(), Status: z.string().optional() })
  // `Status` is on its way out and `State` has taken its place.
  .transform((a) => ({ id: a.Id, status: a.State ?? a.Status ?? 'UNKNOWN' }));

export default defineKind({
  kind: 'AwsOrganization',
  title: 'AWS organisation',
  cloud: 'aws',
  service: 'organizations',
  concepts: ['Organization'],
  scope: 'organization',
  verbs: {
    MANAGE: [
      'organizations:AttachPolicy',
      'organizations:CreateAccount',
      'organizations:DeleteOrganization',
      'organizations:DetachPolicy',
      'organizations:DisablePolicyType',
      'organizations:InviteAccountToOrganization',
      'organizations:RegisterDelegatedAdministrator',
      'organizations:RemoveAccountFromOrganization',
      'organizations:UpdatePolicy',
    ],
  },
})
  .list({
    operation: 'organizations:DescribeOrganization',
    items: '',
    item: z
      .object({
        Organization: z.object({
          Id: z.string(),
          Arn: z.string(),
          FeatureSet: z.string().default('ALL'),
          MasterAccountId: z.string(),
        }),
      })
      .transform((r) => r.Organization),
    absent: ['AWSOrganizationsNotInUseException'],
    id: (o) => canonicalArn(o.Arn),
    uid: (o) => o.Id,
    name: (o) => o.Id,
    gives: {
      features: oneOf('Organization.FeatureSet', ['ALL', 'CONSOLIDATED_BILLING']),
      managementAccount: text('Organization.MasterAccountId'),
    },
    props: (o) => ({ features: o.FeatureSet, managementAccount: o.MasterAccountId }),
  })
  .read('accounts', {
    operation: 'organizations:ListAccounts',
    input: () => ({ MaxResults: 20 }),
    pages: 'Accounts',
    reply: z.object({ Accounts: z.array(account) }),
    gives: { accounts: whole('Accounts'), inactiveAccounts: texts('Accounts.State') },
    props: (r) => ({
      accounts: r.Accounts.length,
      inactiveAccounts: r.Accounts.filter((a) => a.status !== 'ACTIVE')
        .map((a) => a.id)
        .toSorted(),
    }),
    edgeTypes: ['CONTAINS'],
    edges: (r, _o, at) =>
      r.Accounts.map((a) => ({
        type: 'CONTAINS' as const,
        ...end(accountId({ partition: at.partition, account: a.id }), 'Account'),
        props: { status: a.status },
      })),
  });

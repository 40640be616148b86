/** What a root and the units below it share: who is in them, and where they stand in the tree. */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import type { At, Edge } from '#connectors/kit/define.ts';
import { accountId } from '#graph/schema/aws/ids.ts';
import { whole } from '#graph/schema/fields.ts';

/** With which code Organizations says that an account is in no organisation. */
export const notInUse = ['AWSOrganizationsNotInUseException'] as const;

const account = z
  .object({ Id: z.string(), State: z.string().optional(), Status: z.string().optional() })
  // `Status` is on its way out and `State` has taken its place.
  .transform((a) => ({ id: a.Id, status: a.State ?? a.Status ?? 'UNKNOWN' }));

/** The accounts that stand directly in a root or a unit: those of the units below are theirs. */
export const accountsRead = {
  operation: 'organizations:ListAccountsForParent',
  input: (parent: { readonly Id: string }) => ({ ParentId: parent.Id, MaxResults: 20 }),
  pages: 'Accounts',
  reply: z.object({ Accounts: z.array(account) }),
  gives: { accounts: whole('Accounts') },
  props: (r: { readonly Accounts: readonly unknown[] }) => ({ accounts: r.Accounts.length }),
  edgeTypes: ['CONTAINS'],
  edges: (
    r: { readonly Accounts: readonly z.output<typeof account>[] },
    _parent: unknown,
    at: At,
  ): readonly Edge<'CONTAINS'>[] =>
    r.Accounts.map((a) => ({
      type: 'CONTAINS',
      ...end(accountId({ partition: at.partition, account: a.id }), 'Account'),
      props: { status: a.status },
    })),
} as const;

/** What changes a root or a unit, and with it what holds for all accounts below. */
export const treeVerbs = {
  MANAGE: [
    'organizations:AttachPolicy',
    'organizations:CreateOrganizationalUnit',
    'organizations:DeleteOrganizationalUnit',
    'organizations:DetachPolicy',
    'organizations:DisablePolicyType',
    'organizations:EnablePolicyType',
    'organizations:MoveAccount',
    'organizations:UpdateOrganizationalUnit',
  ],
} as const;

/**
 * Root of an AWS organisation: the top of its tree of units and accounts, and the place where types of policies are
 * switched on. Where a type is off, no policy of that type holds anywhere, whatever policies are kept.
 *
 * Source: Organizations API Reference, "DisablePolicyType" ("use ListRoots to see the status of policy types").
 */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn, formatArn, parseArn } from '#graph/schema/aws/ids.ts';
import { bool, text, texts } from '#graph/schema/fields.ts';
import { accountsRead, notInUse, treeVerbs } from './_tree.ts';

const root = z.object({
  Id: z.string(),
  Arn: z.string(),
  Name: z.string(),
  PolicyTypes: z.array(z.object({ Type: z.string(), Status: z.string() })).optional(),
});
type Root = z.output<typeof root>;

/** `o-…` of `root/o-…/r-…`. */
const organizationOf = (r: Root): string => parseArn(r.Arn)?.resource.split('/')[1] ?? '';

/** While a type is being switched on or off, nobody can tell whether its policies hold. */
function enabled(r: Root, type: string): boolean | null {
  if (r.PolicyTypes === undefined) return null;
  const status = r.PolicyTypes.find((one) => one.Type === type)?.Status;
  return status === undefined ? false : status === 'ENABLED' ? true : null;
}

export default defineKind({
  kind: 'AwsOrganizationsRoot',
  title: 'AWS organisation root',
  cloud: 'aws',
  service: 'organizations',
  concepts: ['OrganizationalUnit'],
  scope: 'organization',
  verbs: treeVerbs,
})
  .list({
    operation: 'organizations:ListRoots',
    input: () => ({ MaxResults: 20 }),
    items: 'Roots',
    item: root,
    absent: notInUse,
    id: (r) => canonicalArn(r.Arn),
    uid: (r) => r.Id,
    name: (r) => r.Name,
    gives: {
      unitId: text('Id'),
      /** As `aws:PrincipalOrgPaths` has it, with a slash at its end. */
      path: text('Arn'),
      policyTypes: texts('PolicyTypes.Type'),
      scpEnabled: bool('PolicyTypes.Status'),
      rcpEnabled: bool('PolicyTypes.Status'),
    },
    props: (r) => ({
      unitId: r.Id,
      path: `${organizationOf(r)}/${r.Id}/`,
      policyTypes:
        r.PolicyTypes?.filter((one) => one.Status === 'ENABLED')
          .map((one) => one.Type)
          .toSorted() ?? null,
      scpEnabled: enabled(r, 'SERVICE_CONTROL_POLICY'),
      rcpEnabled: enabled(r, 'RESOURCE_CONTROL_POLICY'),
    }),
    edgeTypes: ['CONTAINS'],
    edges: (r) => {
      const arn = parseArn(r.Arn);
      if (arn === undefined) return [];
      const organization = formatArn({ ...arn, resource: `organization/${organizationOf(r)}` });
      return [{ type: 'CONTAINS', ...end(organization, 'Organization'), reverse: true }];
    },
  })
  .read('accounts', accountsRead);

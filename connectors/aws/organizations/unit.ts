/**
 * Organizational unit: a folder of accounts and of other units, up to five deep below the root. Each is listed under the
 * one that it stands in.
 *
 * Source: AWS Organizations User Guide, "Quotas and service limits".
 */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { parentText } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { text } from '#graph/schema/fields.ts';
import { accountsRead, notInUse, treeVerbs } from './_tree.ts';

export default defineKind({
  kind: 'AwsOrganizationsUnit',
  title: 'AWS organizational unit',
  cloud: 'aws',
  service: 'organizations',
  concepts: ['OrganizationalUnit'],
  scope: 'organization',
  under: ['AwsOrganizationsRoot', 'AwsOrganizationsUnit'],
  verbs: treeVerbs,
})
  .list({
    operation: 'organizations:ListOrganizationalUnitsForParent',
    input: (at) => ({ ParentId: parentText(at, 'unitId'), MaxResults: 20 }),
    items: 'OrganizationalUnits',
    item: z.object({ Id: z.string(), Arn: z.string(), Name: z.string() }),
    absent: notInUse,
    id: (u) => canonicalArn(u.Arn),
    uid: (u) => u.Id,
    name: (u) => u.Name,
    gives: {
      unitId: text('Id'),
      /** As `aws:PrincipalOrgPaths` has it, with a slash at its end. */
      path: text('Id'),
    },
    props: (u, at) => ({ unitId: u.Id, path: `${parentText(at, 'path')}${u.Id}/` }),
    edgeTypes: ['CONTAINS'],
    edges: (_u, at) =>
      at.parent === undefined
        ? []
        : [{ type: 'CONTAINS', ...end(at.parent.id, 'OrganizationalUnit'), reverse: true }],
  })
  .read('accounts', accountsRead);

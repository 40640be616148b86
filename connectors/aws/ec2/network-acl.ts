/** Network ACL: the packet filter of subnets, without memory. Every subnet has exactly one, which names it. */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, json, texts } from '#graph/schema/fields.ts';
import { each, ec2Id, inNetwork, nameOf, ownedBy, sharedAs, subnetEnd, tags, tagTexts } from './_common.ts';
import { aclEntriesText, entry } from './_rules.ts';

export default defineKind({
  kind: 'AwsEc2NetworkAcl',
  title: 'Network ACL',
  cloud: 'aws',
  service: 'ec2',
  concepts: ['NetworkAcl'],
  scope: 'region',
  verbs: {
    MANAGE: [
      'ec2:CreateNetworkAclEntry',
      'ec2:DeleteNetworkAcl',
      'ec2:DeleteNetworkAclEntry',
      'ec2:ReplaceNetworkAclAssociation',
      'ec2:ReplaceNetworkAclEntry',
    ],
  },
}).list({
  operation: 'ec2:DescribeNetworkAcls',
  input: () => ({ MaxResults: 1000 }),
  items: 'NetworkAcls',
  item: z.object({
    NetworkAclId: z.string(),
    VpcId: z.string(),
    OwnerId: z.string().optional(),
    IsDefault: z.boolean(),
    Entries: z.array(entry),
    Associations: z.array(z.object({ SubnetId: z.string() })),
    Tags: tags,
  }),
  id: (a, at) => ec2Id(ownedBy(at, a.OwnerId), `network-acl/${a.NetworkAclId}`),
  name: (a) => nameOf(a.Tags, a.NetworkAclId),
  aliases: (a, at) => sharedAs(at, a.OwnerId, `network-acl/${a.NetworkAclId}`),
  gives: { entries: json('Entries'), isDefault: bool('IsDefault'), tags: texts('Tags') },
  props: (a) => ({
    entries: aclEntriesText(a.Entries),
    isDefault: a.IsDefault,
    tags: tagTexts(a.Tags),
  }),
  edgeTypes: ['IN_NETWORK', 'FILTERED_BY'],
  edges: (a, at) => {
    const place = ownedBy(at, a.OwnerId);
    return [
      ...inNetwork(place, a.VpcId),
      ...each(a.Associations.map((s) => s.SubnetId)).map((subnet) => ({
        type: 'FILTERED_BY' as const,
        ...subnetEnd(place, subnet),
        reverse: true as const,
      })),
    ];
  },
});

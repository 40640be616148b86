/** Security group: the packet filter of interfaces, with memory. Its rules only ever allow. */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, json, text, texts } from '#graph/schema/fields.ts';
import { ec2Id, inNetwork, ownedBy, sharedAs, tags, tagTexts } from './_common.ts';
import { groupRulesText, permission } from './_rules.ts';

export default defineKind({
  kind: 'AwsEc2SecurityGroup',
  title: 'Security group',
  cloud: 'aws',
  service: 'ec2',
  concepts: ['SecurityGroup'],
  scope: 'region',
  verbs: {
    MANAGE: [
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:DeleteSecurityGroup',
      'ec2:ModifySecurityGroupRules',
      'ec2:RevokeSecurityGroupEgress',
      'ec2:RevokeSecurityGroupIngress',
    ],
  },
}).list({
  operation: 'ec2:DescribeSecurityGroups',
  input: () => ({ MaxResults: 1000 }),
  items: 'SecurityGroups',
  item: z.object({
    GroupId: z.string(),
    GroupName: z.string(),
    Description: z.string().default(''),
    OwnerId: z.string().optional(),
    VpcId: z.string(),
    // Of a group without rules EC2 sends empty lists: one that is left out says nothing.
    IpPermissions: z.array(permission),
    IpPermissionsEgress: z.array(permission),
    Tags: tags,
  }),
  id: (g, at) => ec2Id(ownedBy(at, g.OwnerId), `security-group/${g.GroupId}`),
  name: (g) => g.GroupName,
  aliases: (g, at) => sharedAs(at, g.OwnerId, `security-group/${g.GroupId}`),
  gives: {
    groupId: text('GroupId'),
    description: text('Description'),
    /** Every network has one that cannot be deleted. */
    isDefault: bool('GroupName'),
    ingress: json('IpPermissions'),
    egress: json('IpPermissionsEgress'),
    tags: texts('Tags'),
  },
  props: (g, at) => {
    const place = ownedBy(at, g.OwnerId);
    return {
      groupId: g.GroupId,
      description: g.Description,
      isDefault: g.GroupName === 'default',
      ingress: groupRulesText(g.IpPermissions, place),
      egress: groupRulesText(g.IpPermissionsEgress, place),
      tags: tagTexts(g.Tags),
    };
  },
  edgeTypes: ['IN_NETWORK'],
  edges: (g, at) => inNetwork(ownedBy(at, g.OwnerId), g.VpcId),
});

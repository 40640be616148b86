/** Internet gateway: the way between a network and the internet, both ways. */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, texts } from '#graph/schema/fields.ts';
import { attached, attachments } from './_attachments.ts';
import { ec2Id, inNetwork, nameOf, ownedBy, sharedAs, tags, tagTexts } from './_common.ts';

export default defineKind({
  kind: 'AwsEc2InternetGateway',
  title: 'Internet gateway',
  cloud: 'aws',
  service: 'ec2',
  concepts: ['NetworkGateway'],
  scope: 'region',
  verbs: {
    MANAGE: ['ec2:AttachInternetGateway', 'ec2:DeleteInternetGateway', 'ec2:DetachInternetGateway'],
  },
}).list({
  operation: 'ec2:DescribeInternetGateways',
  input: () => ({ MaxResults: 1000 }),
  items: 'InternetGateways',
  item: z.object({
    InternetGatewayId: z.string(),
    OwnerId: z.string().optional(),
    Attachments: attachments,
    Tags: tags,
  }),
  id: (g, at) => ec2Id(ownedBy(at, g.OwnerId), `internet-gateway/${g.InternetGatewayId}`),
  name: (g) => nameOf(g.Tags, g.InternetGatewayId),
  aliases: (g, at) => sharedAs(at, g.OwnerId, `internet-gateway/${g.InternetGatewayId}`),
  gives: { attached: bool('Attachments.State'), tags: texts('Tags') },
  props: (g) => ({ attached: attached(g.Attachments).length > 0, tags: tagTexts(g.Tags) }),
  edgeTypes: ['IN_NETWORK'],
  edges: (g, at) => attached(g.Attachments).flatMap((vpc) => inNetwork(ownedBy(at, g.OwnerId), vpc)),
});

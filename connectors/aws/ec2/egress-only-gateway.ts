/** Egress-only internet gateway: IPv6 out to the internet, and nothing that begins outside comes in. */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, texts } from '#graph/schema/fields.ts';
import { attached, attachments } from './_attachments.ts';
import { ec2Id, inNetwork, nameOf, tags, tagTexts } from './_common.ts';

export default defineKind({
  kind: 'AwsEc2EgressOnlyGateway',
  title: 'Egress-only internet gateway',
  cloud: 'aws',
  service: 'ec2',
  concepts: ['NetworkGateway'],
  scope: 'region',
  verbs: { MANAGE: ['ec2:DeleteEgressOnlyInternetGateway'] },
}).list({
  operation: 'ec2:DescribeEgressOnlyInternetGateways',
  // The most that this one takes.
  input: () => ({ MaxResults: 255 }),
  items: 'EgressOnlyInternetGateways',
  item: z.object({ EgressOnlyInternetGatewayId: z.string(), Attachments: attachments, Tags: tags }),
  id: (g, at) => ec2Id(at, `egress-only-internet-gateway/${g.EgressOnlyInternetGatewayId}`),
  name: (g) => nameOf(g.Tags, g.EgressOnlyInternetGatewayId),
  gives: { attached: bool('Attachments.State'), tags: texts('Tags') },
  props: (g) => ({ attached: attached(g.Attachments).length > 0, tags: tagTexts(g.Tags) }),
  edgeTypes: ['IN_NETWORK'],
  edges: (g, at) => attached(g.Attachments).flatMap((vpc) => inNetwork(at, vpc)),
});

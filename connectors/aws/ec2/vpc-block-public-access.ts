/**
 * Block Public Access of all VPCs in a region: whether internet gateways let packets through at all, and which networks
 * and subnets are excepted. AWS gives it no ARN; the id is ours: `arn:<partition>:ec2:<region>:<account>:vpc-block-public-access`.
 */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalJson } from '#graph/schema/aws/document.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { json, oneOf } from '#graph/schema/fields.ts';
import { blockModes, ec2Id } from './_common.ts';

const exclusion = z.object({
  ResourceArn: z.string(),
  InternetGatewayExclusionMode: z.string(),
  State: z.string(),
});

/** An exclusion stands from when it is made until it is deleted or disabled. Source: EC2 API Reference, "VpcBlockPublicAccessExclusion". */
const over = /^(?:create-(?:failed|in-progress)|delete-complete|disable-complete)$/;

export default defineKind({
  kind: 'AwsEc2VpcBlockPublicAccess',
  title: 'Block Public Access of VPCs',
  cloud: 'aws',
  service: 'ec2',
  concepts: ['NetworkPolicy'],
  scope: 'region',
  verbs: {
    MANAGE: [
      'ec2:CreateVpcBlockPublicAccessExclusion',
      'ec2:DeleteVpcBlockPublicAccessExclusion',
      'ec2:ModifyVpcBlockPublicAccessExclusion',
      'ec2:ModifyVpcBlockPublicAccessOptions',
    ],
  },
  // Its actions know no resource.
  resources: () => ['*'],
})
  .list({
    operation: 'ec2:DescribeVpcBlockPublicAccessOptions',
    items: '',
    item: z.object({
      VpcBlockPublicAccessOptions: z.object({
        State: z.string().optional(),
        InternetGatewayBlockMode: z.string(),
        ManagedBy: z.string().optional(),
        ExclusionsAllowed: z.string().optional(),
      }),
    }),
    id: (_o, at) => ec2Id(at, 'vpc-block-public-access'),
    name: () => 'Block Public Access',
    gives: {
      mode: oneOf('VpcBlockPublicAccessOptions.InternetGatewayBlockMode', blockModes),
      managedBy: oneOf('VpcBlockPublicAccessOptions.ManagedBy', ['account', 'declarative-policy']),
      exclusionsAllowed: oneOf('VpcBlockPublicAccessOptions.ExclusionsAllowed', ['allowed', 'not-allowed']),
    },
    props: ({ VpcBlockPublicAccessOptions: o }) => ({
      mode: o.InternetGatewayBlockMode,
      managedBy: o.ManagedBy ?? null,
      exclusionsAllowed: o.ExclusionsAllowed ?? null,
    }),
  })
  .read('exclusions', {
    operation: 'ec2:DescribeVpcBlockPublicAccessExclusions',
    input: () => ({ MaxResults: 1000 }),
    pages: 'VpcBlockPublicAccessExclusions',
    reply: z.object({ VpcBlockPublicAccessExclusions: z.array(exclusion) }),
    gives: {
      /** `[{resource, mode}]`, the resource being the ARN of a network or subnet. */
      exclusions: json('VpcBlockPublicAccessExclusions'),
    },
    props: (r) => ({
      exclusions: canonicalJson(
        r.VpcBlockPublicAccessExclusions.filter((e) => !over.test(e.State))
          .map((e) => ({ resource: canonicalArn(e.ResourceArn), mode: e.InternetGatewayExclusionMode }))
          .toSorted((a, b) => (a.resource < b.resource ? -1 : 1)),
      ),
    }),
  });

/** The decoys: each is a story in the regulated account, and one thing closes it. Without that it is found. */
import { codeInterpreterArn } from '#connectors/standin/aws/build/agentcore-tools.ts';
import { arn } from '#connectors/standin/aws/build/common.ts';
import { ec2Id } from '#connectors/standin/aws/build/ec2-network.ts';
import { functionArn } from '#connectors/standin/aws/build/lambda.ts';
import { blockOf } from '#connectors/standin/aws/build/s3.ts';
import {
  regulatedIreland as here,
  organizationId,
  regulated,
} from '#connectors/standin/aws/sample/company.ts';
import { regulatedAccount } from '#connectors/standin/aws/sample/regulated.ts';
import { all, but, type Change, said } from './change.ts';
import { alone } from './telling.ts';
import { access, exposure, type Why } from './why.ts';

export interface Decoy {
  readonly name: string;
  readonly policy: string;
  readonly victim: string;
  /** How the graph tells that it is closed. */
  readonly why: readonly [Why, RegExp];
  /** Takes away what closes it. */
  readonly open: Change;
}

export const decoyAccount = alone(regulated, regulatedAccount);
const bucketOf = (name: string): string => `arn:aws:s3:::${name}`;
const unblocked = (name: string): Change =>
  but('s3:GetPublicAccessBlock', name, { PublicAccessBlockConfiguration: blockOf(false) });
/** S3's own verdict on the policy. */
const isPublic = (name: string): Change =>
  but('s3:GetBucketPolicyStatus', name, { PolicyStatus: { IsPublic: true } });
const ofTheCompany = `"Condition":{"StringEquals":{"aws:PrincipalOrgID":"${organizationId}"}}`;
const unasked = '"Condition":{}';
const user = (name: string): string => `arn:aws:iam::${regulated}:user/${name}`;

export const decoys: readonly Decoy[] = [
  {
    name: 'a notebook that an SCP lets nobody open',
    policy: 'AISPM-0046',
    victim: 'audit-lab',
    why: [
      access(
        user('ines'),
        'sagemaker:CreatePresignedNotebookInstanceUrl',
        arn(here, 'sagemaker', 'notebook-instance/audit-lab'),
      ),
      /^no; Deny of-regulated NoNotebooks/,
    ],
    open: said('"Action":"sagemaker:*NotebookInstance*"', '"Action":"sagemaker:Delete*"', 'NoNotebooks'),
  },
  {
    name: 'a sandbox whose user has a boundary',
    policy: 'AISPM-0055',
    victim: 'pension_analysis',
    why: [
      access(
        user('piet'),
        'bedrock-agentcore:InvokeCodeInterpreter',
        codeInterpreterArn(here, 'pension_analysis'),
      ),
      /^no; .*LookOnly/,
    ],
    open: said('sagemaker:List*', 'bedrock-agentcore:*', 'LookOnly'),
  },
  {
    name: 'captured questions in a bucket that Block Public Access closes',
    policy: 'AISPM-0031',
    victim: 'annuity-assistant',
    why: [exposure(bucketOf('quillmark-regulated-capture')), /^no; .*ublic/],
    open: unblocked('quillmark-regulated-capture'),
  },
  {
    name: 'a handbook that asks for the organisation',
    policy: 'AISPM-0032',
    victim: 'pension-book-agent',
    why: [exposure(bucketOf('quillmark-pension-docs')), /^no; .*PrincipalOrgID/],
    open: all(said(ofTheCompany, unasked, 'quillmark-pension-docs/*'), isPublic('quillmark-pension-docs')),
  },
  {
    name: 'a handbook that asks for our own network',
    policy: 'AISPM-0032',
    victim: 'annuity-book-agent',
    why: [exposure(bucketOf('quillmark-annuity-docs')), /^no; .*SourceVpce/],
    open: all(
      said(
        `"Condition":{"StringEquals":{"aws:SourceVpce":"${ec2Id(here, 'vpce', 's3')}"}}`,
        unasked,
        'quillmark-annuity-docs/*',
      ),
      isPublic('quillmark-annuity-docs'),
    ),
  },
  {
    name: 'a tool for signed requests from the organisation',
    policy: 'AISPM-0041',
    victim: 'pension-agent',
    why: [exposure(functionArn(here, 'pension-transfers')), /^no; /],
    open: said(ofTheCompany, unasked, 'pension-transfers'),
  },
  {
    name: 'training data behind an ACL that is ignored',
    policy: 'AISPM-0030',
    victim: 'mortality',
    why: [exposure(bucketOf('quillmark-mortality-intake')), /^no; /],
    open: unblocked('quillmark-mortality-intake'),
  },
  {
    name: 'a registry that is shared within the organisation',
    policy: 'AISPM-0052',
    victim: 'solvency',
    why: [
      exposure(arn(here, 'sagemaker', 'model-package-group/solvency'), 'internet:aws-accounts'),
      /^no; .*PrincipalOrgID/,
    ],
    open: said(ofTheCompany, unasked, 'solvency'),
  },
  {
    name: 'a machine from which no route leads to the gateway',
    policy: 'AISPM-0047',
    victim: 'gpu-regulated',
    why: [exposure(arn(here, 'ec2', `instance/${ec2Id(here, 'i', 'gpu-regulated')}`)), /^no; .*route/],
    open: (pieces) => {
      const GatewayId = ec2Id(here, 'igw', 'regulated-gateway');
      const route = { DestinationIpv6CidrBlock: '::/0', GatewayId, Origin: 'CreateRoute', State: 'active' };
      return but('ec2:DescribeRouteTables', ec2Id(here, 'rtb', 'gpu'), {
        Routes: [
          {
            DestinationCidrBlock: '10.0.0.0/16',
            GatewayId: 'local',
            Origin: 'CreateRouteTable',
            State: 'active',
          },
          route,
        ],
      })(pieces);
    },
  },
];

/** Stories of things that stand open: 2, 3, 4 and 7. */

import { settings } from '#connectors/standin/aws/build/account.ts';
import { knowledgeBaseId } from '#connectors/standin/aws/build/bedrock-agent.ts';
import { instanceArn } from '#connectors/standin/aws/build/ec2.ts';
import { roleArn } from '#connectors/standin/aws/build/iam.ts';
import { functionArn } from '#connectors/standin/aws/build/lambda.ts';
import { blockOf } from '#connectors/standin/aws/build/s3.ts';
import { capture } from '#connectors/standin/aws/sample/capture.ts';
import { claims } from '#connectors/standin/aws/sample/claims.ts';
import {
  labIreland,
  organizationId,
  prodIreland,
  production,
  prodVirginia,
  research,
} from '#connectors/standin/aws/sample/company.ts';
import { handbook } from '#connectors/standin/aws/sample/handbook.ts';
import { machines } from '#connectors/standin/aws/sample/machines.ts';
import { all, also, but, type Change, said, unanswered, unlisted } from './change.ts';
import type { Opening, Story } from './story.ts';
import { alone } from './telling.ts';
import { edge, exposure, property } from './why.ts';

const iam = 'iam:GetAccountAuthorizationDetails';
const anyone = 'Anyone on the internet';
const bucketOf = (name: string): string => `arn:aws:s3:::${name}`;
const closed = /^no;/;

/** What closes a bucket that its policy opens. `named`: how the policy names everyone. */
const ofPolicy = (account: string, name: string, action: string, named: string): readonly Opening[] => {
  const says = (text: string, by: string): Change => said(text, by, `${name}/*`);
  const why = [exposure(bucketOf(name)), closed] as const;
  return [
    { what: 'the policy of the bucket', change: unanswered('s3:GetBucketPolicy', name), why },
    {
      what: 'that everyone is named',
      change: says(named, `"Principal":{"AWS":"arn:aws:iam::${account}:root"}`),
      why,
    },
    { what: `the permission ${action}`, change: says(action, 's3:ListBucketVersions'), why },
    {
      what: 'that no condition asks for the organisation',
      change: says(
        `"Action":"${action}"`,
        `"Action":"${action}","Condition":{"StringEquals":{"aws:PrincipalOrgID":"${organizationId}"}}`,
      ),
      why,
    },
    {
      what: 'that no condition asks for our own network',
      change: says(
        `"Action":"${action}"`,
        `"Action":"${action}","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-0123456789abcdef0"}}`,
      ),
      why,
    },
    {
      what: 'that no statement denies it',
      change: says(
        '"Statement":[',
        `"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"${bucketOf(name)}/*"},`,
      ),
      why,
    },
    {
      what: 'that Block Public Access of the bucket is off',
      change: also({
        account,
        region: '*',
        answers: [
          {
            operation: 's3:GetPublicAccessBlock',
            input: { Bucket: name },
            reply: { PublicAccessBlockConfiguration: blockOf(true) },
          },
        ],
      }),
      why,
    },
    {
      what: 'that Block Public Access of the account is off',
      change: (pieces) => [settings(account, { block: true }), ...pieces],
      why,
    },
  ];
};

const questions: Story = {
  name: "2 customers' questions in a public bucket",
  at: prodIreland,
  pieces: alone(production, capture),
  policy: 'AISPM-0031',
  victim: 'quote-assistant',
  way: [anyone, 'REACHES quillmark-quote-capture', 'STORES_TO quote-assistant'],
  openings: [
    ...ofPolicy(production, 'quillmark-quote-capture', 's3:GetObject', '"Principal":"*"'),
    {
      what: 'the copy of the traffic',
      change: all(
        but('sagemaker:DescribeEndpoint', 'quote-assistant', { DataCaptureConfig: undefined }),
        but('sagemaker:DescribeEndpointConfig', 'quote-assistant', { DataCaptureConfig: undefined }),
      ),
      why: [edge('STORES_TO', 'endpoint/quote-assistant', 'quillmark-quote-capture'), /^none$/],
    },
  ],
};

const poison: Story = {
  name: '3 poison in the handbook',
  at: prodVirginia,
  pieces: alone(production, handbook),
  policy: 'AISPM-0032',
  victim: 'handbook-agent',
  way: [
    anyone,
    'REACHES quillmark-handbook-docs',
    'FEEDS handbook',
    'FEEDS policy-handbook',
    'USES_KB handbook-agent',
  ],
  openings: [
    ...ofPolicy(production, 'quillmark-handbook-docs', 's3:PutObject', '"Principal":{"AWS":"*"}'),
    {
      what: 'that the knowledge base reads the bucket',
      change: said('quillmark-handbook-docs', 'quillmark-claims-manual', 'dataSourceConfiguration'),
      why: [edge('FEEDS', 'quillmark-handbook-docs', ''), /^none$/],
    },
    {
      what: 'that the agent answers from the knowledge base',
      change: unlisted('bedrock-agent:ListAgentKnowledgeBases', knowledgeBaseId('policy-handbook')),
      why: [edge('USES_KB', '', knowledgeBaseId('policy-handbook')), /^none$/],
    },
  ],
};

const payouts = functionArn(prodIreland, 'claims-payouts');
const tool: Story = {
  name: '4 a tool for everyone',
  at: prodIreland,
  pieces: alone(production, claims),
  policy: 'AISPM-0033',
  victim: production,
  way: [anyone, 'REACHES claims-payouts', 'RUNS_AS ClaimsPayoutsRole', `ESCALATES_TO ${production}`],
  openings: [
    {
      what: 'that the URL asks for no login',
      change: said('NONE', 'AWS_IAM', 'claims-payouts'),
      why: [exposure(payouts), closed],
    },
    {
      what: 'the URL',
      change: unlisted('lambda:ListFunctionUrlConfigs', 'claims-payouts'),
      why: [exposure(payouts), closed],
    },
    {
      what: 'that everyone may use the URL',
      change: said('"lambda:InvokeFunctionUrl"', '"lambda:GetFunction"', 'claims-payouts'),
      why: [exposure(payouts), closed],
    },
    {
      what: 'that everyone may call the function',
      change: said(
        '"Principal":"*","Action":"lambda:InvokeFunction"',
        '"Principal":"*","Action":"lambda:GetFunction"',
        'claims-payouts',
      ),
      // URLs from before October 2025 went without, and when this one was made cannot be seen.
      perhaps: /before October 2025/,
      why: [exposure(payouts), /^conditional/],
    },
    {
      what: 'the administrator policy of the role',
      change: but(iam, '"RoleName":"ClaimsPayoutsRole"', { AttachedManagedPolicies: [] }),
      why: [property(roleArn(production, 'ClaimsPayoutsRole'), 'administrator'), /^false$/],
    },
  ],
};

const gpu = instanceArn(labIreland, 'gpu-lab');
const reached = [exposure(gpu), closed] as const;
const machine: Story = {
  name: '7 a machine with GPUs that answers by IPv6',
  at: labIreland,
  pieces: alone(research, machines),
  policy: 'AISPM-0047',
  victim: 'gpu-lab',
  way: [anyone, 'REACHES gpu-lab'],
  openings: [
    {
      what: 'the address',
      change: said('2001:db8:1a00:1::8', 'fd00::8'),
      why: reached,
    },
    { what: 'the route', change: said('::/0', 'fd00::/8', 'RouteTableId'), why: reached },
    {
      what: 'the gateway',
      change: but('ec2:DescribeInternetGateways', 'lab-gateway', { Attachments: [] }),
      why: reached,
    },
    {
      what: 'the rule of the security group',
      change: said('::/0', 'fd00::/8', 'IpPermissions'),
      why: reached,
    },
    { what: 'the rule of the network ACL', change: said('allow', 'deny', 'NetworkAclId'), why: reached },
  ],
};

export const ofThings: readonly Story[] = [questions, poison, tool, machine];

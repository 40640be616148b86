/** Quillmark Insurance: a company that does not exist. One organisation, three accounts with workloads, two regions in use. */
import type { Piece } from '#connectors/standin/estate.ts';
import { organization, regions, settings } from '../build/account.ts';
import type { Place } from '../build/common.ts';
import { awsPolicy, group, managedPolicy, role, user } from '../build/iam.ts';
import { organizationTree } from '../build/organizations.ts';

export const organizationId = 'o-quillmark01';
export const management = '999988887777';
export const production = '111122223333';
export const research = '444455556666';
/** What stands here looks like the stories, and each time one thing closes it. */
export const regulated = '555566667777';
export const accounts = [production, research, regulated] as const;
/** An account of nobody in the company. */
export const stranger = '777788889999';

const at = (account: string, region: string): Place => ({ account, region });
export const prodIreland = at(production, 'eu-west-1');
export const prodVirginia = at(production, 'us-east-1');
export const labIreland = at(research, 'eu-west-1');
export const labVirginia = at(research, 'us-east-1');
export const regulatedIreland = at(regulated, 'eu-west-1');

export const image = (place: Place, name: string): string =>
  `${place.account}.dkr.ecr.${place.region}.amazonaws.com/${name}:2026.1`;

export const admin = awsPolicy('AdministratorAccess');
const everything = { Action: '*', Resource: '*' };
const sageMakerAll = {
  Action: ['sagemaker:*', 's3:GetObject', 's3:PutObject', 's3:ListBucket'],
  Resource: '*',
};
const logs = {
  Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: '*',
};

/** AWS's own policies, as far as they are used: each account shows them in its listing. */
const awsOwn = (account: string): readonly Piece[] => [
  managedPolicy(account, admin, everything),
  managedPolicy(account, awsPolicy('AmazonSageMakerFullAccess'), sageMakerAll),
  managedPolicy(account, awsPolicy('service-role/AWSLambdaBasicExecutionRole'), logs),
];

/** The role with which Pathlight looks. */
const scanner = (account: string): Piece =>
  role(
    account,
    'PathlightScan',
    {
      Principal: { AWS: `arn:aws:iam::${management}:root` },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'quillmark-scan' } },
    },
    {
      inline: [
        {
          Action: ['sagemaker:List*', 'sagemaker:Describe*', 'bedrock:List*', 'bedrock:Get*'],
          Resource: '*',
        },
      ],
    },
  );

export const externalId = 'quillmark-scan';

/** What is in it may be asked for only by what is in it. Sources: AWS's own data perimeter examples for SCPs. */
const keepOut = {
  Sid: 'KeepOutOfRegulated',
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: { StringEquals: { 'aws:ResourceAccount': regulated } },
} as const;
/** Nobody there opens a notebook or changes what it starts with. */
const noNotebooks = {
  Sid: 'NoNotebooks',
  Effect: 'Deny',
  Action: 'sagemaker:*NotebookInstance*',
  Resource: '*',
} as const;
/** What people's keys are good for there. */
const keysOfPeople = {
  Sid: 'KeysOfPeople',
  Effect: 'Deny',
  NotAction: ['sagemaker:*NotebookInstance*', 'bedrock-agentcore:*'],
  Resource: '*',
  Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/*' } },
} as const;

const tree = organizationTree({
  id: organizationId,
  management,
  root: { types: ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] },
  units: [
    { name: 'workloads', accounts: [production, research] },
    { name: 'regulated', accounts: [regulated] },
  ],
  policies: [
    { name: 'keep-out', type: 'SERVICE_CONTROL_POLICY', statements: [keepOut], targets: ['workloads'] },
    {
      name: 'of-regulated',
      type: 'SERVICE_CONTROL_POLICY',
      statements: [noNotebooks, keysOfPeople],
      targets: ['regulated'],
    },
  ],
});

export const company: readonly Piece[] = [
  ...organization(organizationId, { account: management, name: 'quillmark-management' }, [
    { account: production, name: 'quillmark-production' },
    { account: research, name: 'quillmark-research' },
    { account: regulated, name: 'quillmark-regulated' },
  ]),
  ...tree,
  ...[management, ...accounts].map((account) => regions(account)),
  settings(management, { alias: 'quillmark', block: true, passwordLength: 16 }),
  settings(production, { alias: 'quillmark-production', passwordLength: 14 }),
  settings(research, { alias: 'quillmark-research', rootMfa: false, rootKeys: 1 }),
  settings(regulated, { alias: 'quillmark-regulated', passwordLength: 14 }),
  ...accounts.flatMap((account) => [...awsOwn(account), scanner(account)]),
  group(production, 'operators', {
    inline: [{ Action: ['sagemaker:Describe*', 'sagemaker:List*', 'cloudwatch:Get*'], Resource: '*' }],
  }),
  user(production, 'ci-deployer', {
    inline: [{ Action: ['sagemaker:CreateEndpointConfig', 'sagemaker:UpdateEndpoint'], Resource: '*' }],
  }),
  user(production, 'omar', { groups: ['operators'] }),
];

/** Quillmark Insurance: a company that does not exist. One organisation, two accounts with workloads, two regions in use. */
import type { Piece } from '#connectors/standin/estate.ts';
import { organization, regions, settings } from '../build/account.ts';
import type { Place } from '../build/common.ts';
import { awsPolicy, group, managedPolicy, role, user } from '../build/iam.ts';

export const organizationId = 'o-quillmark01';
export const management = '999988887777';
export const production = '111122223333';
export const research = '444455556666';
/** An account of nobody in the company. */
export const stranger = '777788889999';

const at = (account: string, region: string): Place => ({ account, region });
export const prodIreland = at(production, 'eu-west-1');
export const prodVirginia = at(production, 'us-east-1');
export const labIreland = at(research, 'eu-west-1');
export const labVirginia = at(research, 'us-east-1');

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

export const company: readonly Piece[] = [
  ...organization(organizationId, { account: management, name: 'quillmark-management' }, [
    { account: production, name: 'quillmark-production' },
    { account: research, name: 'quillmark-research' },
  ]),
  ...[management, production, research].map((account) => regions(account)),
  settings(management, { alias: 'quillmark', block: true, passwordLength: 16 }),
  settings(production, { alias: 'quillmark-production', passwordLength: 14 }),
  settings(research, { alias: 'quillmark-research', rootMfa: false, rootKeys: 1 }),
  ...[production, research].flatMap((account) => [...awsOwn(account), scanner(account)]),
  group(production, 'operators', {
    inline: [{ Action: ['sagemaker:Describe*', 'sagemaker:List*', 'cloudwatch:Get*'], Resource: '*' }],
  }),
  user(production, 'ci-deployer', {
    inline: [{ Action: ['sagemaker:CreateEndpointConfig', 'sagemaker:UpdateEndpoint'], Resource: '*' }],
  }),
  user(production, 'omar', { groups: ['operators'] }),
  user(research, 'lea', { groups: ['data-scientists'] }),
  user(research, 'tomas', { groups: ['data-scientists'] }),
];

/** Harbour Mutual: a company that does not exist and keeps its two accounts in order. An attack path found in it is a mistake. */
import type { Piece } from '#connectors/standin/estate.ts';
import { organization, regions, settings } from '../build/account.ts';
import type { Place } from '../build/common.ts';
import { samlArn, samlProvider } from '../build/credentials.ts';
import { awsPolicy, managedPolicy, role } from '../build/iam.ts';
import { organizationTree } from '../build/organizations.ts';

const organizationId = 'o-harbour001';
export const management = '123443211234';
export const workload = '432112344321';
export const here: Place = { account: workload, region: 'eu-west-1' };

export const externalId = 'harbour-scan';
const admin = awsPolicy('AdministratorAccess');

/** Nobody leaves the organisation, and nobody has keys that last. */
const guard = {
  Sid: 'Guard',
  Effect: 'Deny',
  Action: ['organizations:LeaveOrganization', 'iam:CreateUser', 'iam:CreateAccessKey'],
  Resource: '*',
} as const;
/** Only the company and AWS's own services get at data. Source: AWS's data perimeter examples for RCPs. */
const perimeter = {
  Sid: 'Perimeter',
  Effect: 'Deny',
  Principal: '*',
  Action: ['s3:*', 'sts:AssumeRole', 'kms:*', 'secretsmanager:*'],
  Resource: '*',
  Condition: {
    StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  },
} as const;

const people = (account: string): readonly Piece[] => [
  managedPolicy(account, admin, { Action: '*', Resource: '*' }),
  samlProvider(account, 'harbour-sso'),
  // For the day when nothing else helps: by single sign-on alone.
  role(
    account,
    'BreakGlass',
    {
      Principal: { Federated: samlArn(account, 'harbour-sso') },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    },
    { attached: [admin] },
  ),
];

export const company: readonly Piece[] = [
  ...organization(organizationId, { account: management, name: 'harbour-management' }, [
    { account: workload, name: 'harbour-workload' },
  ]),
  ...organizationTree({
    id: organizationId,
    management,
    root: { types: ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] },
    units: [{ name: 'workloads', accounts: [workload] }],
    policies: [
      { name: 'guard', type: 'SERVICE_CONTROL_POLICY', statements: [guard], targets: ['root'] },
      { name: 'perimeter', type: 'RESOURCE_CONTROL_POLICY', statements: [perimeter], targets: ['root'] },
    ],
  }),
  ...[management, workload].flatMap((account) => [
    regions(account),
    settings(account, { block: true, passwordLength: 16 }),
    ...people(account),
  ]),
  role(
    workload,
    'PathlightScan',
    {
      Principal: { AWS: `arn:aws:iam::${management}:root` },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    },
    { inline: [{ Action: ['sagemaker:List*', 'sagemaker:Describe*', 'bedrock:List*'], Resource: '*' }] },
  ),
];

/** Stories of models that strangers teach or replace: 5 and 6. */
import { settings } from '#connectors/standin/aws/build/account.ts';
import { arn } from '#connectors/standin/aws/build/common.ts';
import { roleArn } from '#connectors/standin/aws/build/iam.ts';
import { blockOf } from '#connectors/standin/aws/build/s3.ts';
import { endpointConfig, model } from '#connectors/standin/aws/build/sagemaker.ts';
import {
  labVirginia,
  prodIreland,
  production,
  research,
  stranger,
} from '#connectors/standin/aws/sample/company.ts';
import { registry } from '#connectors/standin/aws/sample/registry.ts';
import { training } from '#connectors/standin/aws/sample/training.ts';
import { all, also, but, said, unanswered } from './change.ts';
import type { Opening, Story } from './story.ts';
import { alone } from './telling.ts';
import { edge, exposure, gives, property } from './why.ts';

const iam = 'iam:GetAccountAuthorizationDetails';
const anyone = 'Anyone on the internet';
const bucketOf = (name: string): string => `arn:aws:s3:::${name}`;
const closed = /^no;/;

const intake = bucketOf('quillmark-training-intake');
/** What lets strangers write into the bucket. */
const ofAcl: readonly Opening[] = [
  {
    what: 'that the ACL lets everyone write',
    change: said('WRITE', 'READ_ACP', 'AllUsers'),
    why: [gives(intake), /^see$/],
  },
  {
    what: 'that ACLs count',
    change: but('s3:GetBucketOwnershipControls', 'quillmark-training-intake', {
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    }),
    why: [exposure(intake), closed],
  },
  {
    what: 'that Block Public Access of the bucket is off',
    change: also({
      account: research,
      region: '*',
      answers: [
        {
          operation: 's3:GetPublicAccessBlock',
          input: { Bucket: 'quillmark-training-intake' },
          reply: { PublicAccessBlockConfiguration: blockOf(true) },
        },
      ],
    }),
    why: [exposure(intake), closed],
  },
  {
    what: 'that Block Public Access of the account is off',
    change: (pieces) => [settings(research, { block: true }), ...pieces],
    why: [exposure(intake), closed],
  },
];
const channel: Opening = {
  what: 'that the job reads the bucket',
  change: said('quillmark-training-intake', 'quillmark-training-sealed', 'InputDataConfig'),
  why: [edge('FEEDS', intake, ''), /^none$/],
};
const strangers: Story = {
  name: '5 training data from strangers: they become administrators',
  at: labVirginia,
  pieces: alone(research, training),
  policy: 'AISPM-0033',
  victim: research,
  way: [
    anyone,
    'REACHES quillmark-training-intake',
    'FEEDS risk-model-weekly',
    'RUNS_AS RiskTrainingRole',
    `ESCALATES_TO ${research}`,
  ],
  openings: [
    ...ofAcl,
    channel,
    {
      what: 'the administrator policy of the role',
      change: but(iam, '"RoleName":"RiskTrainingRole"', { AttachedManagedPolicies: [] }),
      why: [property(roleArn(research, 'RiskTrainingRole'), 'administrator'), /^false$/],
    },
  ],
};
const poisoned: Story = {
  ...strangers,
  name: '5 training data from strangers: they teach the model',
  // Without the administrator, which would be the shorter way.
  pieces: but(iam, '"RoleName":"RiskTrainingRole"', { AttachedManagedPolicies: [] })(
    alone(research, training),
  ),
  policy: 'AISPM-0030',
  victim: 'risk-scoring',
  way: [
    anyone,
    'REACHES quillmark-training-intake',
    'FEEDS risk-model-weekly',
    'PRODUCES model.tar.gz',
    'LOADS risk-model',
    'SERVES risk-scoring-v1',
    'CONFIGURED_BY risk-scoring',
  ],
  openings: [
    ...ofAcl,
    channel,
    {
      what: 'that the model is what the job made',
      change: said('risk/risk-model-weekly/output', 'risk/by-hand', 'PrimaryContainer'),
      why: [edge('LOADS', 'model/risk-model', 'risk-model-weekly'), /^none$/],
    },
    {
      what: 'that the endpoint serves the model',
      change: said('risk-scoring-v1', 'premium-scoring-v1', 'EndpointStatus'),
      why: [edge('CONFIGURED_BY', 'endpoint/risk-scoring', 'risk-scoring-v1'), /^none$/],
    },
  ],
};

const group = arn(prodIreland, 'sagemaker', 'model-package-group/underwriting');
const outside = `external:${stranger}`;
const shared: Story = {
  name: '6 a stranger in the registry',
  at: prodIreland,
  pieces: alone(production, registry),
  policy: 'AISPM-0030',
  victim: 'underwriting',
  way: [
    'An account, or a stranger with a login of an open provider, outside of the organisation',
    'REACHES underwriting',
    'VERSION_OF underwriting/1',
    'LOADS underwriting-model',
    'SERVES underwriting-v1',
    'CONFIGURED_BY underwriting',
  ],
  openings: [
    {
      what: 'the policy of the group',
      change: unanswered('sagemaker:GetModelPackageGroupPolicy', 'underwriting'),
      why: [exposure(group, outside), /^nobody|^no;/],
    },
    {
      what: 'that a stranger is named',
      change: said(`arn:aws:iam::${stranger}:root`, `arn:aws:iam::${research}:root`),
      why: [exposure(group, outside), /^nobody|^no;/],
    },
    {
      what: 'that versions may be added',
      change: said(
        'sagemaker:CreateModelPackage',
        'sagemaker:ListModelPackages',
        'model-package-group/underwriting',
      ),
      why: [exposure(group, outside), /^nobody|^no;/],
    },
    {
      what: 'that the model comes from the group',
      change: said('model-package/underwriting/1', 'model-package/reinsurance/1', 'ExecutionRoleArn'),
      why: [edge('LOADS', 'model/underwriting-model', 'model-package/underwriting/1'), /^none$/],
    },
    {
      what: 'that the endpoint serves the model',
      change: all(
        also(
          model(prodIreland, 'by-hand', { image: 'by-hand', role: roleArn(production, 'UnderwritingRole') }),
          endpointConfig(prodIreland, 'by-hand-v1', 'by-hand'),
        ),
        said('underwriting-v1', 'by-hand-v1', 'EndpointStatus'),
      ),
      why: [edge('CONFIGURED_BY', 'endpoint/underwriting', 'underwriting-v1'), /^none$/],
    },
  ],
};

export const ofModels: readonly Story[] = [strangers, poisoned, shared];

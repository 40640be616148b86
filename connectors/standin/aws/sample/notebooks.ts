/** Story 1: a laboratory with a door to the internet, and two that only look like it. */
import type { Piece } from '#connectors/standin/estate.ts';
import { arn } from '../build/common.ts';
import { accessKey } from '../build/credentials.ts';
import { ec2Id } from '../build/ec2-network.ts';
import { group, localPolicy, managedPolicy, role, roleArn, user } from '../build/iam.ts';
import { lifecycle, notebook } from '../build/sagemaker-studio.ts';
import { admin, labIreland, research } from './company.ts';

const open = { DirectInternetAccess: 'Enabled', RootAccess: 'Enabled' } as const;
const boundary = localPolicy(research, 'NotebookBoundary');

export const notebooks: readonly Piece[] = [
  // The story.
  notebook(labIreland, 'fraud-lab', roleArn(research, 'FraudLabNotebookRole'), {
    ...open,
    NotebookInstanceLifecycleConfigName: 'fraud-lab-setup',
    DefaultCodeRepository: 'https://git.quillmark.example/fraud/lab.git',
    InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: '1' },
  }),
  lifecycle(labIreland, 'fraud-lab-setup', {
    onStart: '#!/bin/bash\nset -e\npip install --upgrade quillmark-fraud-tools\n',
  }),
  role(research, 'FraudLabNotebookRole', 'sagemaker.amazonaws.com', { attached: [admin] }),
  group(research, 'data-scientists', {
    inline: [
      {
        Action: [
          'sagemaker:CreatePresignedNotebookInstanceUrl',
          'sagemaker:StopNotebookInstance',
          'sagemaker:StartNotebookInstance',
          'sagemaker:UpdateNotebookInstanceLifecycleConfig',
        ],
        Resource: [
          arn(labIreland, 'sagemaker', 'notebook-instance/fraud-lab'),
          arn(labIreland, 'sagemaker', 'notebook-instance-lifecycle-config/fraud-lab-setup'),
        ],
      },
    ],
  }),
  user(research, 'lea', { groups: ['data-scientists'] }),
  user(research, 'tomas', { groups: ['data-scientists'] }),
  accessKey(research, 'lea', {
    used: { at: '2026-01-14T16:20:00.000Z', service: 'sagemaker', region: 'eu-west-1' },
  }),
  accessKey(research, 'tomas'),
  // The decoy: as open as the other, and its role is admin on paper, but a boundary leaves it one bucket.
  notebook(labIreland, 'pricing-lab', roleArn(research, 'PricingLabNotebookRole'), open),
  role(research, 'PricingLabNotebookRole', 'sagemaker.amazonaws.com', { attached: [admin], boundary }),
  managedPolicy(research, boundary, {
    Action: ['s3:GetObject', 's3:ListBucket'],
    Resource: ['arn:aws:s3:::quillmark-pricing-data', 'arn:aws:s3:::quillmark-pricing-data/*'],
  }),
  // And one as it should be.
  notebook(labIreland, 'actuarial-lab', roleArn(research, 'ActuarialLabNotebookRole'), {
    SubnetId: ec2Id(labIreland, 'subnet', 'lab-private'),
    SecurityGroups: [ec2Id(labIreland, 'sg', 'notebooks')],
    KmsKeyId: 'alias/ml-data',
  }),
  role(research, 'ActuarialLabNotebookRole', 'sagemaker.amazonaws.com', {
    inline: [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::quillmark-pricing-data/*' }],
  }),
];

import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const listed = (NotebookInstanceName: string, more: object = {}) => ({
  operation: 'sagemaker:ListNotebookInstances',
  into: 'NotebookInstances',
  item: {
    NotebookInstanceName,
    NotebookInstanceArn: `arn:aws:sagemaker:${region}:${account}:notebook-instance/${NotebookInstanceName}`,
    ...more,
  },
});
const described = (NotebookInstanceName: string, reply: object) => ({
  operation: 'sagemaker:DescribeNotebookInstance',
  input: { NotebookInstanceName },
  reply: { NotebookInstanceName, ...reply },
});

/** Closed up; wide open; and a reply that says next to nothing. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('good', {
          NotebookInstanceStatus: 'InService',
          InstanceType: 'ml.t3.medium',
          CreationTime: time,
        }),
        listed('bad', {
          NotebookInstanceStatus: 'Stopped',
          InstanceType: 'ml.t2.medium',
          CreationTime: time,
        }),
        listed('bare'),
      ],
      answers: [
        described('good', {
          RoleArn: `arn:aws:iam::${account}:role/Notebook`,
          KmsKeyId: 'mrk-1234abcd12ab34cd56ef1234567890ab',
          SubnetId: 'subnet-1',
          SecurityGroups: ['sg-1', 'sg-2'],
          DirectInternetAccess: 'Disabled',
          RootAccess: 'Disabled',
          PlatformIdentifier: 'notebook-al2-v3',
          VolumeSizeInGB: 20,
          InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: '2' },
        }),
        described('bad', {
          RoleArn: `arn:aws:iam::${account}:role/Admin`,
          DirectInternetAccess: 'Enabled',
          RootAccess: 'Enabled',
          PlatformIdentifier: 'notebook-al1-v1',
          VolumeSizeInGB: 5,
          NotebookInstanceLifecycleConfigName: 'Install-Tools',
          DefaultCodeRepository: 'https://someone:a-password@github.com/acme/Models.git',
          AdditionalCodeRepositories: ['Team-Repo', 'https://git.acme.example/tools/'],
          InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: '1' },
        }),
        described('bare', {}),
      ],
    },
  ],
});

import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const app = (whose: object, AppType: string, AppName: string) => ({
  DomainId: 'd-one',
  ...whose,
  AppType,
  AppName,
});
const listed = (one: object, Status: string) => ({
  operation: 'sagemaker:ListApps',
  into: 'Apps',
  item: { ...one, Status, CreationTime: time },
});
const described = (one: object, more: object) => ({
  operation: 'sagemaker:DescribeApp',
  input: { ...one },
  reply: { ...one, ...more },
});
const arn = (resource: string, owner = account) => `arn:aws:sagemaker:${region}:${owner}:${resource}`;
const lab = app({ SpaceName: 'Ada-Lab' }, 'JupyterLab', 'default');
const kernel = app({ UserProfileName: 'Grace' }, 'KernelGateway', 'torch');
const canvas = app({ UserProfileName: 'Grace' }, 'Canvas', 'default');
const old = app({ UserProfileName: 'Grace' }, 'JupyterServer', 'default');

/** In a space; for a profile, with an image of somebody and scripts; with nothing; shut down yesterday. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed(lab, 'InService'),
        listed(kernel, 'InService'),
        listed(canvas, 'Pending'),
        listed(old, 'Deleted'),
      ],
      answers: [
        described(lab, {
          AppArn: arn('app/d-one/Ada-Lab/JupyterLab/default'),
          ResourceSpec: {
            InstanceType: 'ml.t3.medium',
            SageMakerImageArn: arn('image/sagemaker-distribution-cpu', '819792524951'),
          },
          EffectiveTrustedIdentityPropagationStatus: 'ENABLED',
          RecoveryMode: true,
        }),
        described(kernel, {
          ResourceSpec: {
            InstanceType: 'ml.g5.xlarge',
            SageMakerImageArn: arn('image/older'),
            SageMakerImageVersionArn: arn('image-version/torch/7'),
            LifecycleConfigArn: arn('studio-lifecycle-config/tools'),
          },
          BuiltInLifecycleConfigArn: arn('studio-lifecycle-config/first'),
        }),
        described(canvas, {}),
      ],
    },
  ],
});

import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const listed = (ModelPackageGroupName: string) => ({
  operation: 'sagemaker:ListModelPackageGroups',
  into: 'ModelPackageGroupSummaryList',
  item: {
    ModelPackageGroupName,
    ModelPackageGroupArn: `arn:aws:sagemaker:${region}:${account}:model-package-group/${ModelPackageGroupName}`,
    ModelPackageGroupStatus: 'Completed',
    CreationTime: time,
  },
});

/** Kept to itself; shared with everyone. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [listed('private'), listed('shared')],
      answers: [
        {
          operation: 'sagemaker:GetModelPackageGroupPolicy',
          input: { ModelPackageGroupName: 'private' },
          error: {
            code: 'ValidationException',
            message: 'Cannot find resource policy for: private',
            status: 400,
          },
        },
        {
          operation: 'sagemaker:GetModelPackageGroupPolicy',
          input: { ModelPackageGroupName: 'shared' },
          reply: {
            ResourcePolicy:
              '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["sagemaker:DescribeModelPackage","sagemaker:CreateModel"],"Resource":"*"}]}',
          },
        },
      ],
    },
  ],
});

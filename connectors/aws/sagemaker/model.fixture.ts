import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:sagemaker:${region}:${account}`;
const listed = (ModelName: string) => ({
  operation: 'sagemaker:ListModels',
  into: 'Models',
  item: { ModelName, ModelArn: `${arn}:model/${ModelName}`, CreationTime: time },
});
const described = (ModelName: string, more: object) => ({
  operation: 'sagemaker:DescribeModel',
  input: { ModelName },
  reply: { ModelName, ModelArn: `${arn}:model/${ModelName}`, CreationTime: time, ...more },
});

/** One isolated container with every way to name model data; a pipeline of three; one that has nothing. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [listed('good'), listed('pipeline'), listed('empty')],
      answers: [
        described('good', {
          ExecutionRoleArn: `arn:aws:iam::${account}:role/service/Serving`,
          EnableNetworkIsolation: true,
          VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
          PrimaryContainer: {
            Image: `${account}.dkr.ecr.${region}.amazonaws.com/llm:1`,
            ImageConfig: {
              RepositoryAccessMode: 'Vpc',
              RepositoryAuthConfig: {
                RepositoryCredentialsProviderArn: `arn:aws:lambda:${region}:${account}:function:registry-login:live`,
              },
            },
            ModelDataUrl: 's3://weights/llm/model.tar.gz',
            ModelDataSource: {
              S3DataSource: {
                S3Uri: 's3://weights/llm/model.tar.gz',
                S3DataType: 'S3Object',
                CompressionType: 'Gzip',
                ManifestS3Uri: 's3://manifests/llm.json',
              },
            },
            AdditionalModelDataSources: [
              {
                ChannelName: 'adapter',
                S3DataSource: {
                  S3Uri: 's3://adapters/lora/',
                  S3DataType: 'S3Prefix',
                  CompressionType: 'None',
                  HubAccessConfig: {
                    HubContentArn: `arn:aws:sagemaker:${region}:aws:hub-content/SageMakerPublicHub/Model/llama/1.0.0`,
                  },
                },
              },
            ],
          },
        }),
        described('pipeline', {
          Containers: [
            {
              ContainerHostname: 'pre',
              Image: 'public.ecr.aws/tools/pre:2',
              Environment: { OPENAI_API_KEY: 'not-a-real-value-but-secret', LEVEL: '1' },
            },
            {
              Image: `${account}.dkr.ecr.${region}.amazonaws.com/mme:1`,
              Mode: 'MultiModel',
              ModelDataUrl: `https://s3.${region}.amazonaws.com/many/models/`,
            },
            { ModelPackageName: `${arn}:model-package/fraud/7` },
          ],
        }),
        described('empty', {}),
      ],
    },
  ],
});

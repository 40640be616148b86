import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const arn = `arn:aws:sagemaker:${region}:${account}`;
const key = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
const role = `arn:aws:iam::${account}:role`;
const time = '2026-03-01T09:00:00.000Z';
const listed = (EndpointConfigName: string) => ({
  operation: 'sagemaker:ListEndpointConfigs',
  into: 'EndpointConfigs',
  item: {
    EndpointConfigName,
    EndpointConfigArn: `${arn}:endpoint-config/${EndpointConfigName}`,
    CreationTime: time,
  },
});
const described = (EndpointConfigName: string, more: object) => ({
  operation: 'sagemaker:DescribeEndpointConfig',
  input: { EndpointConfigName },
  reply: {
    EndpointConfigName,
    EndpointConfigArn: `${arn}:endpoint-config/${EndpointConfigName}`,
    CreationTime: time,
    ...more,
  },
});

/** Well kept with three variants and a shadow; badly kept; serverless with models named only in its pools. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [listed('good'), listed('bad'), listed('serverless')],
      answers: [
        described('good', {
          KmsKeyId: key,
          ExecutionRoleArn: `${role}/Serving`,
          EnableNetworkIsolation: true,
          VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1', 'subnet-2'] },
          ProductionVariants: [
            { VariantName: 'a', ModelName: 'Llm-A', InitialInstanceCount: 2, InstanceType: 'ml.g5.xlarge' },
            { VariantName: 'b', ModelName: 'llm-b', InitialInstanceCount: 3, InstanceType: 'ml.g5.xlarge' },
            { VariantName: 'components', InitialInstanceCount: 2, InstanceType: 'ml.g5.2xlarge' },
          ],
          ShadowProductionVariants: [
            {
              VariantName: 'shadow',
              ModelName: 'llm-next',
              InitialInstanceCount: 1,
              InstanceType: 'ml.g5.xlarge',
            },
          ],
        }),
        described('bad', {
          ProductionVariants: [
            {
              VariantName: 'only',
              ModelName: 'llm-a',
              InitialInstanceCount: 1,
              InstanceType: 'ml.m5.large',
              EnableSSMAccess: true,
              CoreDumpConfig: { DestinationS3Uri: 's3://dumps/only', KmsKeyId: key },
            },
          ],
          DataCaptureConfig: {
            InitialSamplingPercentage: 50,
            DestinationS3Uri: 's3://captures/bad',
            CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }],
          },
          AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://answers/bad' } },
          ExplainerConfig: {
            ClarifyExplainerConfig: {
              ShapConfig: { ShapBaselineConfig: { ShapBaselineUri: 's3://baselines/bad.csv' } },
            },
          },
        }),
        described('serverless', {
          KmsKeyId: 'alias/aws/sagemaker',
          ProductionVariants: [
            {
              VariantName: 'pool',
              ModelName: 'small',
              InstancePools: [
                { InstanceType: 'ml.g5.xlarge', Priority: 1 },
                { InstanceType: 'ml.g6.xlarge', Priority: 2, ModelNameOverride: 'small-g6' },
              ],
              ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 },
            },
          ],
          DataCaptureConfig: {
            EnableCapture: false,
            InitialSamplingPercentage: 0,
            DestinationS3Uri: 's3://captures/off',
            CaptureOptions: [{ CaptureMode: 'Input' }],
          },
        }),
      ],
    },
  ],
});

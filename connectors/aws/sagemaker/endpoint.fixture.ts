import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const arn = `arn:aws:sagemaker:${region}:${account}`;
const key = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
const time = '2026-03-01T09:00:00.000Z';

const registry = `${account}.dkr.ecr.${region}.amazonaws.com`;
const listed = (EndpointName: string) => ({
  operation: 'sagemaker:ListEndpoints',
  into: 'Endpoints',
  item: {
    EndpointName,
    EndpointArn: `${arn}:endpoint/${EndpointName.toLowerCase()}`,
    EndpointStatus: 'InService',
    CreationTime: time,
    LastModifiedTime: time,
  },
});
const same = (EndpointName: string) => ({
  EndpointName,
  EndpointArn: `${arn}:endpoint/${EndpointName.toLowerCase()}`,
  EndpointStatus: 'InService',
  CreationTime: time,
  LastModifiedTime: time,
});

/** A quiet one; one that captures, answers asynchronously, has a shadow and a deployment under way; one without a configuration. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [listed('quiet'), listed('Busy'), listed('bare')],
      answers: [
        {
          operation: 'sagemaker:DescribeEndpoint',
          input: { EndpointName: 'quiet' },
          reply: {
            ...same('quiet'),
            EndpointConfigName: 'Quiet-Config',
            ProductionVariants: [{ VariantName: 'main' }],
            DataCaptureConfig: {
              EnableCapture: false,
              CaptureStatus: 'Stopped',
              CurrentSamplingPercentage: 0,
              DestinationS3Uri: 's3://captures/quiet',
              KmsKeyId: key,
            },
          },
        },
        {
          operation: 'sagemaker:DescribeEndpoint',
          input: { EndpointName: 'Busy' },
          reply: {
            ...same('Busy'),
            EndpointConfigName: 'busy-1',
            PendingDeploymentSummary: { EndpointConfigName: 'busy-2' },
            ProductionVariants: [
              {
                VariantName: 'a',
                DeployedImages: [
                  {
                    SpecifiedImage: `${registry}/serving/llm:latest`,
                    ResolvedImage: `${registry}/serving/llm@sha256:${'0'.repeat(64)}`,
                  },
                ],
              },
              { VariantName: 'b', DeployedImages: [{ SpecifiedImage: 'docker.io/vllm/vllm-openai:v1' }] },
            ],
            ShadowProductionVariants: [
              { VariantName: 'shadow', DeployedImages: [{ SpecifiedImage: `${registry}/serving/next:1` }] },
            ],
            DataCaptureConfig: {
              EnableCapture: true,
              CaptureStatus: 'Started',
              CurrentSamplingPercentage: 100,
              DestinationS3Uri: 's3://captures/busy/',
              KmsKeyId: 'alias/captures',
            },
            AsyncInferenceConfig: {
              OutputConfig: {
                S3OutputPath: 's3://answers',
                S3FailurePath: 's3://answers/failed',
                KmsKeyId: '11111111-2222-3333-4444-555555555555',
                NotificationConfig: { SuccessTopic: `arn:aws:sns:${region}:${account}:answers` },
              },
            },
          },
        },
        { operation: 'sagemaker:DescribeEndpoint', input: { EndpointName: 'bare' }, reply: same('bare') },
      ],
    },
  ],
});

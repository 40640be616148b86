import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
/** On, to a bucket and to a log group with a bucket for what is too large for it. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      answers: [
        {
          operation: 'bedrock:GetModelInvocationLoggingConfiguration',
          reply: {
            loggingConfig: {
              s3Config: { bucketName: 'prompts', keyPrefix: 'bedrock/' },
              cloudWatchConfig: {
                logGroupName: '/bedrock/prompts',
                roleArn: `arn:aws:iam::${account}:role/BedrockLogs`,
                largeDataDeliveryS3Config: { bucketName: 'large-prompts' },
              },
              textDataDeliveryEnabled: true,
              imageDataDeliveryEnabled: false,
              embeddingDataDeliveryEnabled: true,
            },
          },
        },
      ],
    },
  ],
});

import { type Answered, fixture } from '#connectors/standin/estate.ts';

const arn = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
const url = (name: string, auth: string, more: Readonly<Record<string, unknown>> = {}) => ({
  operation: 'lambda:ListFunctionUrlConfigs',
  into: 'FunctionUrlConfigs',
  input: { FunctionName: name },
  item: {
    FunctionUrl: `https://${name}.lambda-url.eu-west-1.on.aws/`,
    FunctionArn: arn(name),
    CreationTime: '2024-01-02T03:04:05.000Z',
    LastModifiedTime: '2024-01-02T03:04:05.000Z',
    AuthType: auth,
    ...more,
  },
});
const withoutPolicy = (name: string): Answered => ({
  operation: 'lambda:GetPolicy',
  input: { FunctionName: name },
  error: {
    code: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
    status: 404,
  },
});

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: 'eu-west-1',
      lists: [
        {
          operation: 'lambda:ListFunctions',
          into: 'Functions',
          item: {
            FunctionName: 'tool',
            FunctionArn: arn('tool'),
            Runtime: 'python3.13',
            Role: 'arn:aws:iam::111122223333:role/tool',
            Handler: 'app.handler',
            Timeout: 30,
            MemorySize: 512,
            LastModified: '2026-01-02T03:04:05.000+0000',
            CodeSha256: 'q2hhbmdlZA==',
            PackageType: 'Zip',
            Architectures: ['arm64'],
            VpcConfig: { SubnetIds: ['subnet-2', 'subnet-1'], SecurityGroupIds: ['sg-1'], VpcId: 'vpc-1' },
            DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-west-1:111122223333:failed' },
            Environment: { Variables: { OPENAI_API_KEY: 'not-a-key-of-anyone', MODE: 'prod' } },
            KMSKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/11111111-1111-1111-1111-111111111111',
            TracingConfig: { Mode: 'Active' },
            Layers: [{ Arn: 'arn:aws:lambda:eu-west-1:999988887777:layer:shared:7' }],
            FileSystemConfigs: [
              {
                Arn: 'arn:aws:elasticfilesystem:eu-west-1:111122223333:access-point/fsap-1',
                LocalMountPath: '/mnt/models',
              },
            ],
            LoggingConfig: { LogGroup: '/tools/all' },
          },
        },
        {
          operation: 'lambda:ListFunctions',
          into: 'Functions',
          // An image has neither runtime nor handler; without a VPC there is an empty one.
          item: {
            FunctionName: 'image',
            FunctionArn: arn('image'),
            Role: 'arn:aws:iam::111122223333:role/service-role/image',
            LastModified: '2026-01-02T03:04:05.000+0000',
            PackageType: 'Image',
            VpcConfig: { SubnetIds: [], SecurityGroupIds: [], VpcId: '' },
          },
        },
        url('tool', 'AWS_IAM'),
        url('image', 'NONE', { Cors: { AllowOrigins: ['*'] } }),
        url('image', 'AWS_IAM', {
          FunctionUrl: 'https://alias.lambda-url.eu-west-1.on.aws/',
          FunctionArn: `${arn('image')}:live`,
        }),
      ],
      answers: [
        withoutPolicy('tool'),
        {
          operation: 'lambda:GetPolicy',
          input: { FunctionName: 'image' },
          reply: {
            Policy: JSON.stringify({
              Version: '2012-10-17',
              Statement: [
                {
                  Sid: 'url',
                  Effect: 'Allow',
                  Principal: '*',
                  Action: 'lambda:InvokeFunctionUrl',
                  Resource: arn('image'),
                },
              ],
            }),
            RevisionId: '1',
          },
        },
      ],
    },
  ],
});

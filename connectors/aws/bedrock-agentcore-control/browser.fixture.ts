import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const browser = (name: string, suffix: string, more: object) => {
  const item = {
    browserId: `${name}-${suffix}`,
    browserArn: `arn:aws:bedrock-agentcore:${region}:${account}:browser-custom/${name}-${suffix}`,
    name,
    status: 'READY',
    createdAt: time,
    lastUpdatedAt: time,
  };
  return {
    listed: {
      operation: 'bedrock-agentcore-control:ListBrowsers',
      into: 'browserSummaries',
      input: { type: 'CUSTOM' },
      item,
    },
    described: {
      operation: 'bedrock-agentcore-control:GetBrowser',
      input: { browserId: item.browserId },
      reply: { ...item, ...more },
    },
  };
};
const all = [
  browser('research', 'aaaaaaaaaa', {
    executionRoleArn: `arn:aws:iam::${account}:role/research`,
    networkConfiguration: {
      networkMode: 'VPC',
      vpcConfig: { securityGroups: ['sg-01'], subnets: ['subnet-01'] },
    },
    recording: { enabled: true, s3Location: { bucket: 'recordings', prefix: 'research/' } },
    browserSigning: { enabled: true },
    enterprisePolicies: [
      { location: { s3: { bucket: 'browser-rules', prefix: 'managed.json' } }, type: 'MANAGED' },
    ],
    certificates: [
      {
        location: {
          secretsManager: {
            secretArn: `arn:aws:secretsmanager:${region}:${account}:secret:root-ca-AbCdEf`,
          },
        },
      },
    ],
    filesystemConfigurations: [
      {
        s3FilesConfiguration: {
          accessPointArn: `arn:aws:s3files:${region}:${account}:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0`,
          fileSystemArn: `arn:aws:s3files:${region}:${account}:file-system/fs-0123456789abcdef0`,
          mountPath: '/mnt/downloads',
        },
      },
    ],
  }),
  browser('anywhere', 'bbbbbbbbbb', {
    executionRoleArn: `arn:aws:iam::${account}:role/admin`,
    networkConfiguration: { networkMode: 'PUBLIC' },
    recording: { enabled: false, s3Location: { bucket: 'recordings', prefix: 'old/' } },
  }),
];

/** One that is recorded, ruled and in a network of the owner; one with a strong role and the whole internet. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        ...all.map((one) => one.listed),
        // Shown to those who ask for all types.
        {
          operation: 'bedrock-agentcore-control:ListBrowsers',
          into: 'browserSummaries',
          input: { type: 'SYSTEM' },
          item: {
            browserId: 'aws.browser.v1',
            browserArn: `arn:aws:bedrock-agentcore:${region}:aws:browser/aws.browser.v1`,
            status: 'READY',
            createdAt: time,
          },
        },
      ],
      answers: all.map((one) => one.described),
    },
  ],
});

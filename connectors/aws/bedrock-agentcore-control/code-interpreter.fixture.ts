import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const interpreter = (name: string, suffix: string, more: object) => {
  const item = {
    codeInterpreterId: `${name}-${suffix}`,
    codeInterpreterArn: `arn:aws:bedrock-agentcore:${region}:${account}:code-interpreter-custom/${name}-${suffix}`,
    name,
    status: 'READY',
    createdAt: time,
    lastUpdatedAt: time,
  };
  return {
    listed: {
      operation: 'bedrock-agentcore-control:ListCodeInterpreters',
      into: 'codeInterpreterSummaries',
      input: { type: 'CUSTOM' },
      item,
    },
    described: {
      operation: 'bedrock-agentcore-control:GetCodeInterpreter',
      input: { codeInterpreterId: item.codeInterpreterId },
      reply: { ...item, ...more },
    },
  };
};
const all = [
  interpreter('analysis', 'aaaaaaaaaa', {
    executionRoleArn: `arn:aws:iam::${account}:role/analysis`,
    networkConfiguration: {
      networkMode: 'VPC',
      vpcConfig: { securityGroups: ['sg-01'], subnets: ['subnet-01'] },
    },
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
        efsConfiguration: {
          accessPointArn: `arn:aws:elasticfilesystem:${region}:${account}:access-point/fsap-0123456789abcdef0`,
          fileSystemArn: `arn:aws:elasticfilesystem:${region}:${account}:file-system/fs-0123456789abcdef0`,
          mountPath: '/mnt/data',
        },
      },
    ],
  }),
  interpreter('anything', 'bbbbbbbbbb', {
    executionRoleArn: `arn:aws:iam::${account}:role/admin`,
    networkConfiguration: { networkMode: 'PUBLIC' },
  }),
  interpreter('sums', 'cccccccccc', { networkConfiguration: { networkMode: 'SANDBOX' } }),
];

/** One in a network of the owner; one with a strong role and the whole internet; one with neither. */
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
          operation: 'bedrock-agentcore-control:ListCodeInterpreters',
          into: 'codeInterpreterSummaries',
          input: { type: 'SYSTEM' },
          item: {
            codeInterpreterId: 'aws.codeinterpreter.v1',
            codeInterpreterArn: `arn:aws:bedrock-agentcore:${region}:aws:code-interpreter/aws.codeinterpreter.v1`,
            name: 'Amazon Bedrock AgentCore Code Interpreter',
            status: 'READY',
            createdAt: time,
          },
        },
      ],
      answers: all.map((one) => one.described),
    },
  ],
});

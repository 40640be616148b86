import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const identity = (name: string, allowedResourceOauth2ReturnUrls?: readonly string[]) => {
  const item = {
    name,
    workloadIdentityArn: `arn:aws:bedrock-agentcore:${region}:${account}:workload-identity-directory/default/workload-identity/${name}`,
  };
  return {
    listed: {
      operation: 'bedrock-agentcore-control:ListWorkloadIdentities',
      into: 'workloadIdentities',
      item,
    },
    described: {
      operation: 'bedrock-agentcore-control:GetWorkloadIdentity',
      input: { name },
      reply: { ...item, allowedResourceOauth2ReturnUrls, createdTime: time, lastUpdatedTime: time },
    },
  };
};
const all = [
  identity('support', ['https://shop.example/back', 'https://shop.example/again']),
  identity('trial', ['http://trial.example:8080/back']),
  identity('tools'),
];

/** One that sends users back to the shop; one that does so in clear; one that has no users. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: all.map((one) => one.listed),
      answers: all.map((one) => one.described),
    },
  ],
});

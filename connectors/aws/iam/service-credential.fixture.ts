import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const credential = (ServiceSpecificCredentialId: string, more: Readonly<Record<string, string>>) => ({
  operation: 'iam:ListServiceSpecificCredentials',
  into: 'ServiceSpecificCredentials',
  input: { UserName: 'BedrockAPIKey-k3y1' },
  item: {
    UserName: 'BedrockAPIKey-k3y1',
    ServiceSpecificCredentialId,
    Status: 'Active',
    CreateDate: '2026-01-01T00:00:00.000Z',
    ...more,
  },
});
const ai = {
  ServiceName: 'bedrock.amazonaws.com',
  ServiceCredentialAlias: 'BedrockAPIKey-k3y1-at-111122223333',
};

/** A user whom the Bedrock console made for an API key: one without end, one that ended, one for a day's work, one for Git. */
export default fixture({
  account,
  region: 'eu-west-1',
  pieces: [
    {
      account,
      region: '*',
      lists: [
        {
          operation: 'iam:GetAccountAuthorizationDetails',
          into: 'UserDetailList',
          item: {
            Path: '/',
            UserName: 'BedrockAPIKey-k3y1',
            UserId: 'AIDABEDROCK',
            Arn: `arn:aws:iam::${account}:user/BedrockAPIKey-k3y1`,
            CreateDate: '2026-01-01T00:00:00.000Z',
          },
        },
        credential('ACCAFOREVER000000001', ai),
        credential('ACCAENDED00000000002', {
          ...ai,
          Status: 'Expired',
          ExpirationDate: '2026-01-31T00:00:00.000Z',
        }),
        credential('ACCASHORT00000000003', { ...ai, ExpirationDate: '2026-01-01T12:00:00.000Z' }),
        credential('ACCAGIT0000000000004', {
          ServiceName: 'codecommit.amazonaws.com',
          ServiceUserName: 'BedrockAPIKey-k3y1-at-111122223333',
          Status: 'Inactive',
        }),
      ],
    },
  ],
});

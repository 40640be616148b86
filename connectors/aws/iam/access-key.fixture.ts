import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const user = (UserName: string, Path: string) => ({
  operation: 'iam:GetAccountAuthorizationDetails',
  into: 'UserDetailList',
  item: {
    Path,
    UserName,
    UserId: `AIDA${UserName.toUpperCase()}`,
    Arn: `arn:aws:iam::${account}:user${Path}${UserName}`,
    CreateDate: '2023-01-02T03:04:05.000Z',
  },
});
const key = (UserName: string, AccessKeyId: string, Status: string) => ({
  operation: 'iam:ListAccessKeys',
  into: 'AccessKeyMetadata',
  input: { UserName },
  item: { UserName, AccessKeyId, Status, CreateDate: '2023-02-03T04:05:06.000Z' },
});
const used = (AccessKeyId: string, AccessKeyLastUsed: object) => ({
  operation: 'iam:GetAccessKeyLastUsed',
  input: { AccessKeyId },
  reply: { UserName: 'ada', AccessKeyLastUsed },
});

/** A user with a key in use and one that was never used, and a user without keys. */
export default fixture({
  account,
  region: 'eu-west-1',
  pieces: [
    {
      account,
      region: '*',
      lists: [
        user('ada', '/people/'),
        user('bare', '/'),
        key('ada', 'AKIAFIXTURE000000002', 'Active'),
        key('ada', 'AKIAFIXTURE000000003', 'Inactive'),
      ],
      answers: [
        used('AKIAFIXTURE000000002', {
          LastUsedDate: '2026-03-04T05:06:00.000Z',
          ServiceName: 'bedrock',
          Region: 'eu-west-1',
        }),
        used('AKIAFIXTURE000000003', { ServiceName: 'N/A', Region: 'N/A' }),
      ],
    },
  ],
});

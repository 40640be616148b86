import { fixture, type Listed } from '#connectors/standin/estate.ts';

const document = (Action: string) =>
  encodeURIComponent(JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }));
const managed = (Arn: string, more: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'iam:GetAccountAuthorizationDetails',
  into: 'Policies',
  item: {
    PolicyName: Arn.split('/').at(-1),
    PolicyId: `ANPA${Arn.length}`,
    Arn,
    Path: '/',
    DefaultVersionId: 'v2',
    AttachmentCount: 1,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: '2023-01-02T03:04:05.000Z',
    UpdateDate: '2024-01-02T03:04:05.000Z',
    PolicyVersionList: [
      { VersionId: 'v1', IsDefaultVersion: false, Document: document('iam:*') },
      { VersionId: 'v2', IsDefaultVersion: true, Document: document('s3:GetObject') },
    ],
    ...more,
  },
});

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: '*',
      lists: [
        managed('arn:aws:iam::111122223333:policy/read', {}),
        managed('arn:aws:iam::111122223333:policy/edges/edge', {
          Path: '/edges/',
          AttachmentCount: 0,
          PermissionsBoundaryUsageCount: 3,
        }),
        managed('arn:aws:iam::aws:policy/AdministratorAccess', {}),
        managed('arn:aws:iam::aws:policy/PowerUserAccess', {
          AttachmentCount: 0,
          PermissionsBoundaryUsageCount: 1,
        }),
        managed('arn:aws:iam::aws:policy/job-function/Unused', { AttachmentCount: 0 }),
      ],
    },
  ],
});

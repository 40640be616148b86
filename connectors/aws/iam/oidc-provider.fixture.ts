import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const github = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;
const cluster = `arn:aws:iam::${account}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF`;
const listed = (Arn: string) => ({
  operation: 'iam:ListOpenIDConnectProviders',
  into: 'OpenIDConnectProviderList',
  item: { Arn },
});

/** GitHub's, with an audience, and one of a cluster that lets any audience in. */
export default fixture({
  account,
  region: 'eu-west-1',
  pieces: [
    {
      account,
      region: '*',
      lists: [listed(github), listed(cluster)],
      answers: [
        {
          operation: 'iam:GetOpenIDConnectProvider',
          input: { OpenIDConnectProviderArn: github },
          reply: {
            Url: 'token.actions.githubusercontent.com',
            ClientIDList: ['sts.amazonaws.com', 'https://github.com/acme'],
            ThumbprintList: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
            CreateDate: '2024-05-06T07:08:09.000Z',
            Tags: [{ Key: 'team', Value: 'platform' }],
          },
        },
        {
          operation: 'iam:GetOpenIDConnectProvider',
          input: { OpenIDConnectProviderArn: cluster },
          reply: {
            Url: 'https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF',
            CreateDate: '2025-01-02T03:04:05.000Z',
          },
        },
      ],
    },
  ],
});

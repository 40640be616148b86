import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';

export default fixture({
  account,
  region: 'eu-west-1',
  pieces: [
    {
      account,
      region: '*',
      lists: [
        {
          operation: 'iam:ListSAMLProviders',
          into: 'SAMLProviderList',
          item: {
            Arn: `arn:aws:iam::${account}:saml-provider/okta-sso`,
            ValidUntil: '2124-05-06T07:08:09.000Z',
            CreateDate: '2024-05-06T07:08:09.000Z',
          },
        },
        {
          operation: 'iam:ListSAMLProviders',
          into: 'SAMLProviderList',
          item: {
            Arn: `arn:aws:iam::${account}:saml-provider/forgotten`,
            ValidUntil: '2021-01-01T00:00:00.000Z',
            CreateDate: '2016-01-01T00:00:00.000Z',
          },
        },
      ],
    },
  ],
});

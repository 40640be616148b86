/** Pieces of what users and strangers show to be let in: keys of users, and providers whose tokens are trusted. */
import type {
  AccessKeyMetadata,
  GetOpenIDConnectProviderResponse,
  SAMLProviderListEntry,
  ServiceSpecificCredentialMetadata,
} from '@aws-sdk/client-iam';
import type { Piece } from '#connectors/standin/estate.ts';
import { everywhere, idOf, list, made, piece, reply, type Wire } from './common.ts';

export const oidcArn = (account: string, host: string): string =>
  `arn:aws:iam::${account}:oidc-provider/${host}`;
export const samlArn = (account: string, name: string): string =>
  `arn:aws:iam::${account}:saml-provider/${name}`;

/** Id of the access key that `accessKey` makes. `nth`: where a user has two. */
export const accessKeyId = (account: string, user: string, nth = 1): string =>
  `AKIA${idOf(`${account}${user}${nth}`, 16)}`;

/** An access key of a user, who is a piece of its own. Without `used` it never was. */
export function accessKey(
  account: string,
  user: string,
  has: {
    readonly nth?: number;
    readonly used?: { readonly at: string; readonly service: string; readonly region: string };
    readonly more?: Wire<AccessKeyMetadata>;
  } = {},
): Piece {
  const AccessKeyId = accessKeyId(account, user, has.nth);
  const item = { UserName: user, AccessKeyId, Status: 'Active', CreateDate: made, ...has.more };
  const lastUsed =
    has.used === undefined
      ? { ServiceName: 'N/A', Region: 'N/A' }
      : { LastUsedDate: has.used.at, ServiceName: has.used.service, Region: has.used.region };
  return piece(
    everywhere(account),
    [list('iam:ListAccessKeys', 'AccessKeyMetadata', item, { UserName: user })],
    [reply('iam:GetAccessKeyLastUsed', { AccessKeyId }, { UserName: user, AccessKeyLastUsed: lastUsed })],
  );
}

/** A credential of a user for one service. Without `expires` it is good for ever. */
export function serviceCredential(
  account: string,
  user: string,
  has: {
    /** @default Bedrock, of which it is a long-term API key */
    readonly service?: string;
    readonly expires?: string;
    readonly more?: Wire<ServiceSpecificCredentialMetadata>;
  } = {},
): Piece {
  const { service = 'bedrock.amazonaws.com', expires } = has;
  const name = `${user}-at-${account}`;
  const item = {
    UserName: user,
    Status: 'Active',
    ServiceName: service,
    CreateDate: made,
    ServiceSpecificCredentialId: `ACCA${idOf(account + user + service, 17)}`,
    ...(service.startsWith('bedrock') ? { ServiceCredentialAlias: name } : { ServiceUserName: name }),
    ...(expires === undefined ? {} : { ExpirationDate: expires }),
    ...has.more,
  };
  const asked = { UserName: user };
  return piece(everywhere(account), [
    list('iam:ListServiceSpecificCredentials', 'ServiceSpecificCredentials', item, asked),
  ]);
}

/** `host`: host and path of the issuer, without `https://`. */
export function oidcProvider(
  account: string,
  host: string,
  more: Wire<GetOpenIDConnectProviderResponse> = {},
): Piece {
  const Arn = oidcArn(account, host);
  return piece(
    everywhere(account),
    [list('iam:ListOpenIDConnectProviders', 'OpenIDConnectProviderList', { Arn })],
    [
      reply(
        'iam:GetOpenIDConnectProvider',
        { OpenIDConnectProviderArn: Arn },
        {
          Url: host,
          ClientIDList: ['sts.amazonaws.com'],
          ThumbprintList: [idOf(host, 40, '0123456789abcdef')],
          CreateDate: made,
          Tags: [],
          ...more,
        },
      ),
    ],
  );
}

export const samlProvider = (
  account: string,
  name: string,
  more: Wire<SAMLProviderListEntry> = {},
): Piece => {
  const item = {
    Arn: samlArn(account, name),
    ValidUntil: '2126-01-15T09:00:00.000Z',
    CreateDate: made,
    ...more,
  };
  return piece(everywhere(account), [list('iam:ListSAMLProviders', 'SAMLProviderList', item)]);
};

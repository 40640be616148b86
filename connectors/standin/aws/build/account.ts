/** Pieces of accounts: the organisation as its management account shows it, regions, settings of a whole account. */
import type { Piece } from '#connectors/standin/estate.ts';
import { everywhere, list, made, piece, reply } from './common.ts';
import { type Bucket, blockOf } from './s3.ts';

export interface Member {
  readonly account: string;
  readonly name: string;
  readonly status?: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE';
}

/** `id`: `o-…`. Members see the organisation; only the management account lists the accounts. */
export function organization(id: string, management: Member, members: readonly Member[]): readonly Piece[] {
  const Organization = {
    Id: id,
    Arn: `arn:aws:organizations::${management.account}:organization/${id}`,
    FeatureSet: 'ALL',
    MasterAccountArn: `arn:aws:organizations::${management.account}:account/${id}/${management.account}`,
    MasterAccountId: management.account,
    MasterAccountEmail: 'aws@example.com',
  };
  const all = [management, ...members];
  return all.map(({ account }) => {
    const described = reply('organizations:DescribeOrganization', {}, { Organization });
    if (account !== management.account) {
      const error = {
        code: 'AccessDeniedException',
        message: "You don't have permissions to access this resource.",
        status: 400,
      };
      return piece(everywhere(account), [], [described, { operation: 'organizations:ListAccounts', error }]);
    }
    const lists = all.map((m) =>
      list('organizations:ListAccounts', 'Accounts', {
        Id: m.account,
        Arn: `arn:aws:organizations::${management.account}:account/${id}/${m.account}`,
        Email: `${m.name}@example.com`,
        Name: m.name,
        Status: m.status ?? 'ACTIVE',
        State: m.status ?? 'ACTIVE',
        JoinedMethod: 'CREATED',
        JoinedTimestamp: made,
      }),
    );
    return piece(everywhere(account), lists, [described]);
  });
}

/** Regions that are enabled by default. Source: AWS Account Management Reference Guide, "Regions enabled by default". */
export const defaultRegions = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
] as const;

/** All default regions are enabled; of the others those in `optedIn`. */
export const regions = (
  account: string,
  notOptedIn: readonly string[] = ['af-south-1', 'ap-east-1', 'eu-south-1', 'me-south-1'],
  optedIn: readonly string[] = [],
): Piece => {
  const region = (RegionName: string, OptInStatus: string) =>
    list('ec2:DescribeRegions', 'Regions', {
      RegionName,
      OptInStatus,
      Endpoint: `ec2.${RegionName}.amazonaws.com`,
    });
  return piece(everywhere(account), [
    ...defaultRegions.map((r) => region(r, 'opt-in-not-required')),
    ...optedIn.map((r) => region(r, 'opted-in')),
    ...notOptedIn.map((r) => region(r, 'not-opted-in')),
  ]);
};

/** `block`: Block Public Access of the whole account. */
export const settings = (
  account: string,
  has: {
    readonly alias?: string;
    readonly block?: Exclude<Bucket['block'], undefined>;
    readonly rootKeys?: number;
    readonly rootMfa?: boolean;
    readonly passwordLength?: number;
  },
): Piece =>
  piece(
    everywhere(account),
    has.alias === undefined ? [] : [list('iam:ListAccountAliases', 'AccountAliases', has.alias)],
    [
      ...(has.block === undefined
        ? []
        : [
            reply(
              's3control:GetPublicAccessBlock',
              { AccountId: account },
              { PublicAccessBlockConfiguration: blockOf(has.block) },
            ),
          ]),
      reply(
        'iam:GetAccountSummary',
        {},
        {
          SummaryMap: {
            AccountAccessKeysPresent: has.rootKeys ?? 0,
            AccountMFAEnabled: has.rootMfa === false ? 0 : 1,
            AccountPasswordPresent: 1,
            AccountSigningCertificatesPresent: 0,
          },
        },
      ),
      ...(has.passwordLength === undefined
        ? []
        : [
            reply(
              'iam:GetAccountPasswordPolicy',
              {},
              {
                PasswordPolicy: {
                  MinimumPasswordLength: has.passwordLength,
                  RequireSymbols: true,
                  RequireNumbers: true,
                  RequireUppercaseCharacters: true,
                  RequireLowercaseCharacters: true,
                  AllowUsersToChangePassword: true,
                  ExpirePasswords: false,
                },
              },
            ),
          ]),
    ],
  );

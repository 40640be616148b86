/** Pieces of IAM: all of it stands in one listing, `GetAccountAuthorizationDetails`. Documents are URL-encoded there. */
import type { Piece } from '#connectors/standin/estate.ts';
import { everywhere, idOf, list, made, piece, policy, type Statement } from './common.ts';

const operation = 'iam:GetAccountAuthorizationDetails';

export interface Grants {
  /** ARNs of managed policies. */
  readonly attached?: readonly string[];
  readonly inline?: readonly Statement[];
  /** ARN of the permissions boundary. */
  readonly boundary?: string;
}

export const roleArn = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;
export const awsPolicy = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
export const localPolicy = (account: string, name: string): string =>
  `arn:aws:iam::${account}:policy/${name}`;

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
const attachedTo = (has: Grants) =>
  (has.attached ?? []).map((PolicyArn) => ({ PolicyName: nameOf(PolicyArn), PolicyArn }));
const inlineOf = (has: Grants) =>
  has.inline === undefined
    ? []
    : [{ PolicyName: 'inline', PolicyDocument: encodeURIComponent(policy(...has.inline)) }];
const boundaryOf = (has: Grants) =>
  has.boundary === undefined
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
          PermissionsBoundaryArn: has.boundary,
        },
      };

/** `trust`: a service (`sagemaker.amazonaws.com`) or a whole statement. `id`: for a role made anew under its name. */
export const role = (
  account: string,
  name: string,
  trust: string | Statement,
  has: Grants & { readonly id?: string } = {},
): Piece => {
  const statement =
    typeof trust === 'string' ? { Principal: { Service: trust }, Action: 'sts:AssumeRole' } : trust;
  return piece(everywhere(account), [
    list(operation, 'RoleDetailList', {
      Path: '/',
      RoleName: name,
      RoleId: has.id ?? `AROA${idOf(account + name, 17)}`,
      Arn: roleArn(account, name),
      CreateDate: made,
      AssumeRolePolicyDocument: encodeURIComponent(policy(statement)),
      InstanceProfileList: [],
      RolePolicyList: inlineOf(has),
      AttachedManagedPolicies: attachedTo(has),
      Tags: [],
      RoleLastUsed: {},
      ...boundaryOf(has),
    }),
  ]);
};

export const user = (
  account: string,
  name: string,
  has: Grants & { readonly groups?: readonly string[] } = {},
): Piece =>
  piece(everywhere(account), [
    list(operation, 'UserDetailList', {
      Path: '/',
      UserName: name,
      UserId: `AIDA${idOf(account + name, 17)}`,
      Arn: `arn:aws:iam::${account}:user/${name}`,
      CreateDate: made,
      UserPolicyList: inlineOf(has),
      GroupList: has.groups ?? [],
      AttachedManagedPolicies: attachedTo(has),
      Tags: [],
      ...boundaryOf(has),
    }),
    list('iam:ListUsers', 'Users', {
      Path: '/',
      UserName: name,
      UserId: `AIDA${idOf(account + name, 17)}`,
      Arn: `arn:aws:iam::${account}:user/${name}`,
      CreateDate: made,
    }),
  ]);

export const group = (account: string, name: string, has: Grants = {}): Piece =>
  piece(everywhere(account), [
    list(operation, 'GroupDetailList', {
      Path: '/',
      GroupName: name,
      GroupId: `AGPA${idOf(account + name, 17)}`,
      Arn: `arn:aws:iam::${account}:group/${name}`,
      CreateDate: made,
      GroupPolicyList: inlineOf(has),
      AttachedManagedPolicies: attachedTo(has),
    }),
  ]);

/** A managed policy by its ARN: the account's own, or one of AWS's as it shows in that account. */
export const managedPolicy = (account: string, arn: string, ...statements: readonly Statement[]): Piece =>
  piece(everywhere(account), [
    list(operation, 'Policies', {
      PolicyName: nameOf(arn),
      PolicyId: `ANPA${idOf(arn, 17)}`,
      Arn: arn,
      Path: arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1),
      DefaultVersionId: 'v1',
      AttachmentCount: 1,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: made,
      UpdateDate: made,
      PolicyVersionList: [
        {
          VersionId: 'v1',
          IsDefaultVersion: true,
          CreateDate: made,
          Document: encodeURIComponent(policy(...statements)),
        },
      ],
    }),
  ]);

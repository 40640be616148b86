/** A key with a policy, in an account of an organisation that restricts nothing. */
import { ACCOUNT, accountArn, edge, node, ORG, OTHER, PARTNER, short, viewOf } from './testing.ts';

export const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`;
export type Statement = Readonly<Record<string, unknown>>;
type Props = Parameters<typeof node>[2];

export const policy = (...Statement: readonly Statement[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });
export const allow = (more: Statement = {}): Statement => ({
  Sid: 'Open',
  Effect: 'Allow',
  Principal: '*',
  Action: 'kms:Decrypt',
  Resource: '*',
  ...more,
});
export const where = (operator: string, key: string, value: unknown): Statement =>
  allow({ Condition: { [operator]: { [key]: value } } });

export const root = 'arn:aws:organizations::444455556666:root/o-ours000001/r-1';
/** Our account with another one in our organisation, which restricts nothing. */
export const organisation = [
  node(`arn:aws:organizations::${OTHER}:organization/${ORG}`, ['AwsOrganization'], {
    managementAccount: OTHER,
  }),
  node(root, ['AwsOrganizationsRoot'], { rcpEnabled: false, scpEnabled: false }),
  node(accountArn(ACCOUNT), ['AwsAccount']),
  node(accountArn(OTHER), ['Account'], { seen: false }),
];
export const members = [
  edge(root, 'CONTAINS', accountArn(ACCOUNT)),
  edge(root, 'CONTAINS', accountArn(OTHER)),
];

export const keyView = (document: string | null, props: Props = {}) =>
  viewOf([...organisation, node(KEY, ['AwsKmsKey'], { policy: document, grants: '[]', ...props })], members);
/** `from key state` of every edge that a key with these statements gets. */
export const of = (...statements: readonly Statement[]) => short(keyView(policy(...statements)));

export const anyone = ['internet:aws-accounts policy/READ yes'];
export const maybe = ['internet:aws-accounts policy/READ conditional'];
export const nobody: readonly string[] = [];
export const partner = [`external:${PARTNER} policy/READ yes`];

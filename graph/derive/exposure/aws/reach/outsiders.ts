/** Which outsiders a policy document may speak of, and as which callers they come. */

import type { LayerNode } from '#graph/derive/types.ts';
import { type PolicyDocument, type PolicyPrincipal, type PolicyStatement } from '#graph/schema/aws/facts.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';
import type { Ours } from './ours.ts';
import { anyAccount, externalAccount, externalParty, internet } from './way.ts';

/** In which organisation the caller's account is: in none, in one that nobody names, in this one, nobody knows. */
export type Membership = 'none' | 'stranger' | 'unknown' | { readonly id: string };

export interface Outsider {
  readonly node: LayerNode;
  /** ARNs of callers, or `*` for one who does not sign. Who is outside comes as any of them. */
  readonly callers: readonly string[];
  readonly memberships: readonly Membership[];
}

const digits = /^\d{12}$/;
const grants = (s: PolicyStatement): boolean => s.allows;

/** Everyone, whatever conditions say: an allowing `NotPrincipal` lets in all others. */
const namesAll = (s: PolicyStatement): boolean =>
  s.notPrincipals !== undefined || s.principals?.some((p) => p.type === 'AWS' && p.value === '*') === true;

/** The account of a principal of AWS; `undefined` for what has none (everyone, CloudFront, what is left of a deleted one). */
function accountOf({ type, value }: PolicyPrincipal): string | undefined {
  if (type !== 'AWS') return undefined;
  const account = digits.test(value) ? value : parseArn(value)?.account;
  return account !== undefined && digits.test(account) ? account : undefined;
}

interface Named {
  readonly account: string;
  /** `undefined`: any principal of the account. */
  readonly arn: string | undefined;
}

const callerOf = (value: string): string | undefined => {
  const arn = parseArn(value);
  return arn === undefined || arn.resource === 'root' || /[*?]|\$\{/.test(value) ? undefined : value;
};

/** Accounts and principals that conditions name: a statement for everyone may mean these alone. */
function inConditions(s: PolicyStatement): readonly Named[] {
  return s.conditions.flatMap(({ key, values }): readonly Named[] => {
    const name = key.toLowerCase();
    if (name === 'aws:principalaccount' || name === 'kms:calleraccount')
      return values.filter((v) => digits.test(v)).map((account) => ({ account, arn: undefined }));
    if (name !== 'aws:principalarn') return [];
    return values.flatMap((value) => {
      const account = parseArn(value)?.account ?? '';
      return digits.test(account) ? [{ account, arn: filled(value) }] : [];
    });
  });
}

/** A name that a pattern takes. */
const filled = (pattern: string): string | undefined =>
  pattern.includes('${') || pattern.endsWith(':root') ? undefined : pattern.replaceAll(/[*?]+/g, 'x');

/** Patterns of names that hold in whatever account: whoever has one can take such a name. */
const namesAnywhere = (document: PolicyDocument): readonly string[] =>
  document.statements
    .flatMap((s) => s.conditions)
    .filter(({ key }) => key.toLowerCase() === 'aws:principalarn')
    .flatMap(({ values }) => values)
    .filter((value) => /[*?]/.test(parseArn(value)?.account ?? (value.startsWith('*') ? '*' : '')));

/** Names of users: whoever has an account can give such a one. */
const usersAnywhere = (document: PolicyDocument): readonly string[] =>
  document.statements
    .flatMap((s) => s.conditions)
    .filter(({ key }) => key.toLowerCase() === 'aws:username')
    .flatMap(({ values }) => values.flatMap((value) => filled(value) ?? []));

const roleIn = (partition: string, account: string, name = 'x'): string =>
  `arn:${partition}:iam::${account}:role/${name}`;

function strangers(partition: string, account: string, document: PolicyDocument): readonly string[] {
  const made = namesAnywhere(document).flatMap((pattern) => {
    const arn = parseArn(pattern);
    const resource = (arn?.resource ?? pattern.slice(pattern.lastIndexOf(':') + 1)).replaceAll(/[*?]+/g, 'x');
    return /^(?:role|user)\/./.test(resource) ? [`arn:${partition}:iam::${account}:${resource}`] : [];
  });
  const tellsUsers =
    JSON.stringify(document).match(/aws:(?:username|principaltype|principalarn|userid)/i) !== null;
  const user = (tellsUsers ? ['x', ...usersAnywhere(document)] : []).map(
    (name) => `arn:${partition}:iam::${account}:user/${name}`,
  );
  return [...new Set([roleIn(partition, account), ...user, ...made])];
}

const orgsIn = (document: PolicyDocument): readonly string[] =>
  document.statements
    .filter(grants)
    .flatMap((s) => s.conditions)
    .filter(({ key }) => /^aws:principalorg(?:id|paths)$/i.test(key))
    .flatMap(({ values }) => values.flatMap((value) => /^o-[a-z0-9]+/.exec(value)?.[0] ?? []));

export interface From {
  readonly partition: string;
  readonly ours: Ours;
  /** Account of the asset. */
  readonly owner: string | undefined;
  /** An account that nobody has. */
  readonly stranger: string;
  /** Whether the service takes calls that nobody signed. */
  readonly unsigned: boolean;
}

export interface Found {
  readonly outsiders: readonly Outsider[];
  /** What was not read and would tell who is meant. */
  readonly unread: readonly string[];
}

/** Everybody, then those whom the document names; nobody where it lets in nobody of the outside. */
export function outsidersIn(document: PolicyDocument, from: From): Found {
  const { ours, owner, partition } = from;
  const allowing = document.statements.filter(grants);
  const isOpen = allowing.some(namesAll);
  const open: readonly Outsider[] = isOpen
    ? [
        ...(from.unsigned ? [{ node: internet, callers: ['*'], memberships: ['none' as const] }] : []),
        {
          node: anyAccount,
          callers: strangers(partition, from.stranger, document),
          memberships: ['none', 'stranger'],
        },
      ]
    : [];
  const named: readonly Named[] = allowing.flatMap((s) => [
    ...(s.principals ?? []).flatMap((p): readonly Named[] => {
      const account = accountOf(p);
      return account === undefined ? [] : [{ account, arn: callerOf(p.value) }];
    }),
    ...(namesAll(s) ? inConditions(s) : []),
  ]);
  const outside = named.filter(({ account }) => account !== owner && !ours.accounts.has(account));
  const accounts = [...Map.groupBy(outside, ({ account }) => account)].sort(([a], [b]) => (a < b ? -1 : 1));
  const foreign = [...new Set(orgsIn(document))].filter((id) => !ours.organizations.has(id)).sort();
  return {
    outsiders: [
      ...open,
      ...accounts.map(
        ([account, all]): Outsider => ({
          node: externalAccount(account),
          callers: [...new Set([roleIn(partition, account), ...all.flatMap(({ arn }) => arn ?? [])])],
          memberships: foreign.length > 0 || !ours.knowsMembers ? ['unknown'] : ['none', 'stranger'],
        }),
      ),
      ...(isOpen && ours.organizations.size > 0
        ? foreign.map(
            (id): Outsider => ({
              node: externalParty(id, `AWS organisation ${id}`),
              callers: [roleIn(partition, from.stranger)],
              memberships: [{ id }],
            }),
          )
        : []),
    ],
    unread:
      isOpen && ours.organizations.size === 0
        ? foreign.map((id) => `whether organisation ${id} is ours`)
        : [],
  };
}

/**
 * The document without what names an S3 user by canonical id: that is one account, which no ARN tells, and none of those
 * that are asked for here.
 */
export function withoutCanonical(document: unknown): unknown {
  const strip = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { CanonicalUser: _dropped, ...rest } = value as Readonly<Record<string, unknown>>;
    return rest;
  };
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(
    Object.entries(document).map(([name, value]: [string, unknown]) => {
      if (name.toLowerCase() !== 'statement') return [name, value];
      const all: readonly unknown[] = Array.isArray(value) ? value : [value];
      return [name, all.map((one) => mapPrincipal(one, strip))];
    }),
  );
}

const mapPrincipal = (statement: unknown, change: (value: unknown) => unknown): unknown =>
  typeof statement !== 'object' || statement === null
    ? statement
    : Object.fromEntries(
        Object.entries(statement).map(([name, value]: [string, unknown]) => [
          name,
          /^(?:not)?principal$/i.test(name) ? change(value) : value,
        ]),
      );

/** The least estate in which an escalation is held. For tests. */
import type { AccountLimits, BulkInput } from '#graph/access/aws/bulk/types.ts';
import type { View } from '#graph/derive/types.ts';
import { accountId } from '#graph/schema/aws/ids.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { GROUP, madeOf, newArn, POLICY, partArn, placesOf, ROLE, USER } from './columns.ts';
import type { Holds } from './holds.ts';
import type { Facts } from './match.ts';
import { ADMINISTRATOR, loadRules, type Need, type Rule } from './rule.ts';
import { Bounds, Trusts } from './trusts.ts';

export const account = '111122223333';
const region = 'eu-west-1';
const iam = (rest: string) => `arn:aws:iam::${account}:${rest}`;
const boss = iam('role/boss');
const own = { policy: iam('policy/own'), group: iam('group/own') };

export const principalOf = (kind: string): string => (kind === ROLE ? iam('role/eve') : iam('user/eve'));

const thingOf = (kind: string): string => {
  if (kind === USER) return iam('user/victim');
  if (kind === ROLE) return iam('role/victim');
  if (kind === 'AwsEc2Instance') return `arn:aws:ec2:${region}:${account}:instance/i-1`;
  return `arn:aws:test:${region}:${account}:${kind}/one`;
};

interface Statement {
  readonly Effect?: string;
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: object;
}

export interface Case {
  readonly view: View;
  readonly base: BulkInput;
  readonly principal: string;
  /** Whose rights are won. */
  readonly target: string;
  readonly edges: readonly StoredEdge[];
}

export interface Otherwise {
  /** Place of a need that is not granted. */
  readonly without?: number;
  /** An action that is denied everywhere. */
  readonly deny?: string;
  readonly condition?: object;
  /** The condition stands on this action only. */
  readonly on?: string;
  /** The service that the role trusts; null where its trust could not be read. */
  readonly trusts?: string | null;
  /** Text of the boundary of who holds it; null where it could not be read. @default it has none */
  readonly boundary?: string | null;
  /** What a thing that is made is called. */
  readonly name?: string;
  /** The trust policy of the role, in place of one that trusts a service. */
  readonly trust?: string;
  readonly scps?: AccountLimits['scps'];
  readonly thing?: string;
  readonly serviceLinked?: boolean;
  readonly more?: readonly Statement[];
}

const node = (id: string, kind: string, props: Readonly<Record<string, PropValue>> = {}): StoredNode => ({
  id,
  labels: ['Asset', kind],
  props: {
    kind,
    account,
    region,
    seen: true,
    stale: false,
    observedAt: '2026-01-01T00:00:00.000Z',
    ...props,
  },
});
const edge = (from: string, type: string, to: string): StoredEdge => ({ from, type, to, key: '', props: {} });

const trustOf = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });

export function caseOf(rule: Rule, otherwise: Otherwise = {}): Case {
  const kind = rule.who ?? USER;
  const principal = principalOf(kind);
  const thing = otherwise.thing ?? (rule.thing === undefined ? undefined : thingOf(rule.thing));
  const other = rule.with === undefined ? undefined : thingOf(rule.with.kind);
  const place = { partition: 'aws', account, regions: [region] };
  const resource = ({ on }: Need): string => {
    if (typeof on === 'object' && 'part' in on) return partArn(on.part, thing ?? '') ?? '';
    const [made] = madeOf(on);
    if (made !== undefined) return newArn(made.template, place, region, otherwise.name);
    if (on === 'thing') return thing ?? '';
    if (on === 'with') return other ?? '';
    if (on === 'target') return boss;
    if (on === 'self') return principal;
    if (on === 'own-policy') return own.policy;
    return on === 'own-group' ? own.group : '*';
  };
  const statements: Statement[] = rule.needs.flatMap((need, i) => {
    if (i === otherwise.without) return [];
    const conditioned =
      otherwise.condition !== undefined && (otherwise.on === undefined || otherwise.on === need.action);
    return [
      {
        Effect: 'Allow',
        Action: need.action,
        Resource: resource(need),
        ...(conditioned ? { Condition: otherwise.condition } : {}),
      },
    ];
  });
  if (otherwise.deny !== undefined)
    statements.push({ Effect: 'Deny', Action: otherwise.deny, Resource: '*' });
  statements.push(...(otherwise.more ?? []).map((one) => ({ Effect: 'Allow', ...one })));
  const trusts = otherwise.trusts === undefined ? (rule.service ?? 'x.amazonaws.com') : otherwise.trusts;
  const edges = [
    edge(principal, 'MEMBER_OF', own.group),
    edge(principal, 'HAS_POLICY', own.policy),
    ...(thing === undefined ? [] : [edge(thing, 'RUNS_AS', boss)]),
    ...(thing === undefined || other === undefined ? [] : [edge(thing, rule.with?.by ?? '', other)]),
  ];
  const where = { serviceLinked: otherwise.serviceLinked ?? false };
  const nodes = [
    node(principal, kind, where),
    node(boss, ROLE, {
      ...where,
      ...(trusts === null ? {} : { trustPolicy: otherwise.trust ?? trustOf(trusts) }),
    }),
    node(own.policy, POLICY),
    node(own.group, GROUP),
    node(accountId({ partition: 'aws', account }), 'AwsAccount'),
    ...(thing === undefined || thing === principal || rule.thing === undefined
      ? []
      : [node(thing, rule.thing, where)]),
    ...(other === undefined || rule.with === undefined ? [] : [node(other, rule.with.kind)]),
  ];
  const byId = new Map(nodes.map((n) => [n.id, n]));
  const view: View = {
    nodes: (label) => nodes.filter((n) => n.labels.includes(label)),
    node: (id) => byId.get(id),
    edges: (type) => edges.filter((e) => e.type === type),
  };
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const base: BulkInput = {
    principals: [
      {
        id: principal,
        identity: [{ name: 'inline', policy: document }],
        ...(otherwise.boundary === undefined ? {} : { boundary: otherwise.boundary }),
      },
      ...(thing === undefined || thing === principal ? [] : [{ id: thing, identity: [] }]),
    ],
    // The role that is taken on trusts the account.
    resources:
      rule.thing === ROLE && thing !== undefined
        ? [
            {
              id: thing,
              arn: thing,
              kind: ROLE,
              account,
              container: accountId({ partition: 'aws', account }),
              policy: JSON.stringify({
                Version: '2012-10-17',
                Statement: [
                  {
                    Effect: 'Allow',
                    Principal: { AWS: `arn:aws:iam::${account}:root` },
                    Action: 'sts:AssumeRole',
                  },
                ],
              }),
            },
          ]
        : [],
    verbs: {},
    accounts: otherwise.scps === undefined ? {} : { [account]: { scps: otherwise.scps } },
  };
  const target =
    rule.target === 'account'
      ? accountId({ partition: 'aws', account })
      : rule.target === 'thing'
        ? (thing ?? '')
        : boss;
  return { view, base, principal, target, edges };
}

const administrator = loadRules().find(({ id }) => id === ADMINISTRATOR);

export function factsFor({ view, base, principal, edges }: Case, holds: Holds): Facts {
  const places = placesOf(
    [principal],
    [USER, ROLE].flatMap((kind) => [...view.nodes(kind)]),
  );
  return {
    view,
    holds,
    places: new Map(places.map((place) => [place.account, place])),
    trusts: new Trusts(),
    bounds: new Bounds(base.principals, administrator),
    shut: new Set(),
    ends: (type, from) => edges.filter((e) => e.type === type && e.from === from).map((e) => e.to),
  };
}

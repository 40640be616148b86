/** The least estate in which an escalation is held. For tests. */
import type { BulkInput } from '#graph/access/aws/bulk/types.ts';
import type { View } from '#graph/derive/types.ts';
import { accountId } from '#graph/schema/aws/ids.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { GROUP, newArn, POLICY, placesOf, ROLE, USER } from './columns.ts';
import type { Holds } from './holds.ts';
import type { Facts } from './match.ts';
import type { Need, Rule } from './rule.ts';

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
  readonly boundary?: string;
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
    if (typeof on === 'object') return newArn(on.new, place, region);
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
  const boundary = otherwise.boundary ?? 'none';
  const where = { serviceLinked: otherwise.serviceLinked ?? false };
  const nodes = [
    node(principal, kind, { boundary, ...where }),
    node(boss, ROLE, {
      boundary: 'none',
      ...where,
      ...(trusts === null ? {} : { trustPolicy: trustOf(trusts) }),
    }),
    node(own.policy, POLICY),
    node(own.group, GROUP),
    node(accountId({ partition: 'aws', account }), 'AwsAccount'),
    ...(thing === undefined || thing === principal || rule.thing === undefined
      ? []
      : [node(thing, rule.thing, { boundary: 'none', ...where })]),
    ...(other === undefined || rule.with === undefined ? [] : [node(other, rule.with.kind)]),
  ];
  const byId = new Map(nodes.map((n) => [n.id, n]));
  const view: View = {
    nodes: (label) => nodes.filter((n) => n.labels.includes(label)),
    node: (id) => byId.get(id),
    edges: (type) => edges.filter((e) => e.type === type),
  };
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const allows = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
  const base: BulkInput = {
    principals: [
      {
        id: principal,
        identity: [{ name: 'inline', policy: document }],
        ...(boundary === 'none' ? {} : { boundary: allows }),
      },
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
    accounts: {},
  };
  const target =
    rule.target === 'account'
      ? accountId({ partition: 'aws', account })
      : rule.target === 'thing'
        ? (thing ?? '')
        : boss;
  return { view, base, principal, target, edges };
}

export function factsFor({ view, principal, edges }: Case, holds: Holds): Facts {
  const places = placesOf(
    [principal],
    [USER, ROLE].flatMap((kind) => [...view.nodes(kind)]),
  );
  return {
    view,
    holds,
    places: new Map(places.map((place) => [place.account, place])),
    ends: (type, from) => edges.filter((e) => e.type === type && e.from === from).map((e) => e.to),
  };
}

/** What the escalations ask, in the shape in which the bulk evaluation answers it for all principals at once. */
import type { BulkInput, BulkResource, VerbAction } from '#graph/access/aws/bulk/types.ts';
import type { View } from '#graph/derive/types.ts';
import { accountId, parseArn } from '#graph/schema/aws/ids.ts';
import type { StoredNode } from '#graph/store/port.ts';
import type { Need, Rule } from './rule.ts';

export const ROLE = 'AwsIamRole';
export const USER = 'AwsIamUser';
export const GROUP = 'AwsIamGroup';
export const POLICY = 'AwsIamPolicy';
export const PASS = 'iam:PassRole';
/** The kind under which operations without a resource are asked. */
export const ANY = 'any';

/** The kind under which an action on something that does not exist yet is asked. */
export const newKind = (template: string): string => `new ${template}`;

/** Kinds on which a need is asked. `self` is a user or a role. */
export function kindsOf({ on }: Need, rule: Rule): readonly string[] {
  if (typeof on === 'object') return [newKind(on.new)];
  switch (on) {
    case 'thing':
      return rule.thing === undefined ? [] : [rule.thing];
    case 'with':
      return rule.with === undefined ? [] : [rule.with.kind];
    case 'target':
      return [ROLE];
    case 'self':
      return rule.who === undefined ? [USER, ROLE] : [rule.who];
    case 'own-policy':
      return [POLICY];
    case 'own-group':
      return [GROUP];
    case 'any':
      return [ANY];
    default: {
      const other: never = on;
      return other;
    }
  }
}

/** Labels of all assets that the rules use. */
export const assetKinds = (rules: readonly Rule[]): readonly string[] =>
  [
    ...new Set([
      ROLE,
      USER,
      GROUP,
      POLICY,
      ...rules.flatMap(({ thing, with: other }) => [
        ...(thing === undefined ? [] : [thing]),
        ...(other === undefined ? [] : [other.kind]),
      ]),
    ]),
  ].sort();

const textOf = (node: StoredNode, name: string): string | undefined => {
  const value = node.props[name];
  return typeof value === 'string' ? value : undefined;
};

export interface Places {
  readonly partition: string;
  readonly account: string;
  /** Regions in which the account has something, at least one. */
  readonly regions: readonly string[];
}

/** Accounts of the principals, with the regions in which anything of theirs lies. */
export function placesOf(principals: Iterable<string>, nodes: Iterable<StoredNode>): readonly Places[] {
  const found = new Map<string, { partition: string; regions: Set<string> }>();
  for (const id of principals) {
    const arn = parseArn(id);
    if (arn !== undefined && !found.has(arn.account))
      found.set(arn.account, { partition: arn.partition, regions: new Set() });
  }
  for (const node of nodes) {
    const region = textOf(node, 'region');
    if (region !== undefined && region !== 'global' && region !== '')
      found.get(textOf(node, 'account') ?? '')?.regions.add(region);
  }
  return [...found].map(([account, { partition, regions }]) => ({
    partition,
    account,
    regions: regions.size === 0 ? [firstRegion(partition)] : [...regions].sort(),
  }));
}

const firstRegion = (partition: string): string =>
  partition === 'aws-cn' ? 'cn-north-1' : partition === 'aws-us-gov' ? 'us-gov-west-1' : 'us-east-1';

/** The ARN of something that does not exist yet. */
export const newArn = (template: string, { partition, account }: Places, region: string): string =>
  template.replace('arn:aws:', `arn:${partition}:`).replace('{region}', region).replace('{account}', account);

const container = (at: Pick<Places, 'partition' | 'account'>): string => accountId(at);

/** The bulk's input with the rules' actions as verbs, on existing assets and on such that could be made. */
export function escalationInput(base: BulkInput, rules: readonly Rule[], view: View): BulkInput {
  const known = new Map(base.resources.map((r) => [r.id, r]));
  const kinds = assetKinds(rules);
  const existing = kinds.flatMap((kind) =>
    [...view.nodes(kind)].flatMap((node): readonly BulkResource[] => {
      if (node.props['seen'] === false) return [];
      const account = textOf(node, 'account');
      const own = known.get(node.id);
      if (own !== undefined) return [{ ...own, kind }];
      const arn = parseArn(node.id);
      if (arn === undefined) return [];
      const at = { partition: arn.partition, account: account ?? arn.account };
      return [{ id: node.id, arn: node.id, kind, account: at.account, container: container(at) }];
    }),
  );
  const places = placesOf(
    base.principals.map((p) => p.id),
    kinds.flatMap((kind) => [...view.nodes(kind)]),
  );
  const templates = [
    ...new Set(rules.flatMap((r) => r.needs.flatMap(({ on }) => (typeof on === 'object' ? [on.new] : [])))),
  ];
  const possible = places.flatMap((at): readonly BulkResource[] => {
    const more = { account: at.account, container: container(at) };
    return [
      { id: `* ${at.account}`, arn: '*', kind: ANY, ...more },
      ...templates.flatMap((template) =>
        at.regions.map((region) => {
          const arn = newArn(template, at, region);
          return { id: arn, arn, kind: newKind(template), ...more };
        }),
      ),
    ];
  });
  const verbs = new Map<string, Set<string>>();
  for (const rule of rules)
    for (const need of rule.needs)
      for (const kind of kindsOf(need, rule)) {
        const actions = verbs.get(kind) ?? new Set();
        actions.add(need.action);
        verbs.set(kind, actions);
      }
  return {
    ...base,
    resources: [...existing, ...possible],
    verbs: Object.fromEntries(
      [...verbs].map(([kind, actions]) => [
        kind,
        [...actions].sort().map((action): VerbAction => ({ verb: action, action })),
      ]),
    ),
  };
}

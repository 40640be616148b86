/** What the escalations ask, in the shape in which the bulk evaluation answers it for all principals at once. */

import { requestedRegion } from '#graph/access/aws/bulk/request.ts';
import type { BulkInput, BulkResource, VerbAction } from '#graph/access/aws/bulk/types.ts';
import type { View } from '#graph/derive/types.ts';
import { accountId, parseArn } from '#graph/schema/aws/ids.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { Names } from './names.ts';
import type { Need, Rule } from './rule.ts';

export const ROLE = 'AwsIamRole';
export const USER = 'AwsIamUser';
export const GROUP = 'AwsIamGroup';
export const POLICY = 'AwsIamPolicy';
export const PASS = 'iam:PassRole';
/** The kind under which operations without a resource are asked. */
export const ANY = 'any';

/** The kind under which an action on something that does not exist yet is asked, or on some thing of which any will do. */
export const madeKind = (template: string, isNew: boolean): string => `${isNew ? 'new' : 'some'} ${template}`;
const partKind = (kind: string, template: string): string => `${kind} ${template}`;

interface Made {
  readonly template: string;
  readonly isNew: boolean;
}

/** What a need asks of things that are not in the graph, one of which is enough. */
export function madeOf(on: Need['on']): readonly Made[] {
  if (typeof on !== 'object') return [];
  if ('new' in on) return [{ template: on.new, isNew: true }];
  if ('some' in on) return [on.some].flat().map((template) => ({ template, isNew: false }));
  return [];
}

/** Kinds on which a need is asked. `self` is a user or a role. */
export function kindsOf({ on }: Need, rule: Rule): readonly string[] {
  if (typeof on === 'object') {
    if ('part' in on) return rule.thing === undefined ? [] : [partKind(rule.thing, on.part)];
    return madeOf(on).map(({ template, isNew }) => madeKind(template, isNew));
  }
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
    const region = textOf(node, 'region') ?? parseArn(node.id)?.region;
    if (region !== undefined && region !== 'global' && region !== '')
      found.get(textOf(node, 'account') ?? '')?.regions.add(region);
  }
  return [...found].map(([account, { partition, regions }]) => ({
    partition,
    account,
    regions: regions.size === 0 ? [firstRegion(partition)] : [...regions].sort(),
  }));
}

const firstRegion = (partition: string): string => requestedRegion(partition, 'global') ?? '';

/** The ARN of something that is not in the graph. */
export const newArn = (
  template: string,
  { partition, account }: Pick<Places, 'partition' | 'account'>,
  region: string,
  name = 'new',
): string =>
  template
    .replace('arn:aws:', `arn:${partition}:`)
    .replaceAll('{region}', region)
    .replaceAll('{account}', account)
    .replaceAll('{name}', name);

/** The ARN of what belongs to a thing: its name is what its own ARN has behind the type. */
export function partArn(template: string, thing: string): string | undefined {
  const arn = parseArn(thing);
  const name = arn?.resource.split(/[/:]/).slice(1).join('/');
  return arn === undefined || name === undefined ? undefined : newArn(template, arn, arn.region, name);
}

const container = (at: Pick<Places, 'partition' | 'account'>): string => accountId(at);

function existingOf(base: BulkInput, kinds: readonly string[], view: View): readonly BulkResource[] {
  const known = new Map(base.resources.map((r) => [r.id, r]));
  return kinds.flatMap((kind) =>
    [...view.nodes(kind)].flatMap((node): readonly BulkResource[] => {
      if (node.props['seen'] === false) return [];
      const account = textOf(node, 'account');
      const own = known.get(node.id);
      if (own !== undefined) return [{ ...own, kind }];
      const arn = parseArn(node.id);
      if (arn === undefined) return [];
      const at = { partition: arn.partition, account: account ?? arn.account };
      const region = requestedRegion(arn.partition, textOf(node, 'region'));
      return [{ id: node.id, arn: node.id, kind, account: at.account, region, container: container(at) }];
    }),
  );
}

/** What belongs to things, under the things' ids. */
function partsOf(rules: readonly Rule[], existing: readonly BulkResource[]): readonly BulkResource[] {
  const asked = new Map(
    rules.flatMap(({ thing, needs }) =>
      needs.flatMap(({ on }) =>
        thing !== undefined && typeof on === 'object' && 'part' in on
          ? [[partKind(thing, on.part), { thing, template: on.part }] as const]
          : [],
      ),
    ),
  );
  return [...asked].flatMap(([kind, { thing, template }]) =>
    existing.flatMap(({ id, account, region, container: within, kind: own }) => {
      const arn = own === thing ? partArn(template, id) : undefined;
      return arn === undefined ? [] : [{ id, arn, kind, account, region, container: within }];
    }),
  );
}

/** Region in which a request on it is made: that of a thing of IAM is nobody's choice. */
const askedIn = (template: string, { partition }: Places, region: string): string | undefined =>
  requestedRegion(partition, template.startsWith('arn:aws:iam:') ? 'global' : region);

function possibleOf(
  base: BulkInput,
  rules: readonly Rule[],
  view: View,
  places: readonly Places[],
): readonly BulkResource[] {
  const found = places.flatMap((at): readonly BulkResource[] =>
    at.regions.map((region) => ({
      id: madeId(at.account, region, '*'),
      arn: '*',
      kind: ANY,
      account: at.account,
      region,
      container: container(at),
    })),
  );
  const names = new Names(base, (id) => parseArn(id)?.account ?? '');
  const actions = new Map<string, Made & { readonly actions: Set<string> }>();
  for (const { action, on } of rules.flatMap(({ needs }) => needs))
    for (const one of madeOf(on)) {
      const kind = madeKind(one.template, one.isNew);
      const known = actions.get(kind) ?? { ...one, actions: new Set<string>() };
      actions.set(kind, known);
      known.actions.add(action);
    }
  for (const [kind, { template, isNew, actions: asked }] of actions) {
    const usual = places.flatMap((at) =>
      at.regions.map((region) => ({
        pattern: newArn(template, at, region, '*'),
        usual: newArn(template, at, region),
        account: at.account,
        region,
        at,
      })),
    );
    const more = template.includes('{name}') ? names.of(usual, [...asked].sort()) : undefined;
    for (const one of usual) {
      const { account, region, at } = one;
      const place = { kind, account, region: askedIn(template, at, region), container: container(at) };
      // What exists cannot be made.
      const free = (more?.get(one) ?? []).filter(
        (arn) => !isNew || (view.node(arn)?.props['seen'] ?? false) === false,
      );
      for (const arn of [one.usual, ...free]) found.push({ id: madeId(account, region, arn), arn, ...place });
    }
  }
  return found;
}

/** Under which id something that is not in the graph is asked: S3 and images name neither account nor region. */
export const madeId = (account: string, region: string, arn: string): string =>
  `${placeOf(account, region)}${arn}`;
/** What the ids of all that is asked in a region begin with. */
export const placeOf = (account: string, region: string): string => `${account} ${region} `;

/** The bulk's input with the rules' actions as verbs, on existing assets and on such that could be made. */
export function escalationInput(base: BulkInput, rules: readonly Rule[], view: View): BulkInput {
  const kinds = assetKinds(rules);
  const existing = existingOf(base, kinds, view);
  const places = placesOf(
    base.principals.map((p) => p.id),
    kinds.flatMap((kind) => [...view.nodes(kind)]),
  );
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
    resources: [...existing, ...partsOf(rules, existing), ...possibleOf(base, rules, view, places)],
    verbs: Object.fromEntries(
      [...verbs].map(([kind, actions]) => [
        kind,
        [...actions].sort().map((action): VerbAction => ({ verb: action, action })),
      ]),
    ),
  };
}

/** What these of the rules ask, as if no organisation took anything away. */
export function unlimited(input: BulkInput, rules: readonly Rule[]): BulkInput {
  const kinds = new Set(rules.flatMap((rule) => rule.needs.flatMap((need) => kindsOf(need, rule))));
  return {
    ...input,
    resources: input.resources.filter(({ kind }) => kinds.has(kind)),
    verbs: Object.fromEntries(Object.entries(input.verbs).filter(([kind]) => kinds.has(kind))),
    accounts: Object.fromEntries(
      Object.entries(input.accounts).map(([account, { organization }]) => [account, { organization }]),
    ),
  };
}

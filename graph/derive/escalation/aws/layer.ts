/** Edges of escalation: who can get the rights of whom, or change how something behaves, by permissions held together. */
import { createHash } from 'node:crypto';
import { evaluateAll } from '#graph/access/aws/bulk/index.ts';
import type { BulkInput, BulkPrincipal } from '#graph/access/aws/bulk/types.ts';
import { accessEdges, accessNeeds, bulkInputOf } from '#graph/derive/access/aws/input.ts';
import type { Layer, LayerFact, View } from '#graph/derive/types.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { bool } from '#graph/schema/fields.ts';
import { assetKinds, escalationInput, placesOf, unlimited } from './columns.ts';
import { Holds } from './holds.ts';
import { type Escalation, escalationsOf, type Facts } from './match.ts';
import { ADMINISTRATOR, loadRules, type Rule } from './rule.ts';
import { Bounds, Trusts } from './trusts.ts';

const EDGES = ['RUNS_AS', 'ACTS_AS', 'MEMBER_OF', 'HAS_POLICY'] as const;

/** Statuses of an account in which nobody can use it. Source: Organizations API Reference, "Account" (State, Status). */
const shutStatuses = new Set<unknown>(['SUSPENDED', 'CLOSED']);

const shutAccounts = (view: View): ReadonlySet<string> =>
  new Set(
    [...view.edges('CONTAINS')].flatMap(({ to, props }) =>
      shutStatuses.has(props['status']) && props['stale'] !== true ? [to] : [],
    ),
  );

function endsOf(view: View, rules: readonly Rule[]): Facts['ends'] {
  const types = [...new Set([...EDGES, ...rules.flatMap((r) => (r.with === undefined ? [] : [r.with.by]))])];
  const ends = new Map<string, string[]>();
  for (const type of types)
    for (const { from, to } of view.edges(type)) {
      const key = `${type}\0${from}`;
      const known = ends.get(key);
      if (known === undefined) ends.set(key, [to]);
      else if (!known.includes(to)) known.push(to);
    }
  for (const list of ends.values()) list.sort();
  return (type, from) => ends.get(`${type}\0${from}`) ?? [];
}

function factsOf(
  view: View,
  holds: Holds,
  rules: readonly Rule[],
  principals: readonly BulkPrincipal[],
): Facts {
  const places = placesOf(
    principals.map(({ id }) => id),
    assetKinds(rules).flatMap((kind) => [...view.nodes(kind)]),
  );
  return {
    view,
    holds,
    places: new Map(places.map((place) => [place.account, place])),
    ends: endsOf(view, rules),
    trusts: new Trusts(),
    bounds: new Bounds(
      principals,
      rules.find(({ id }) => id === ADMINISTRATOR),
    ),
    shut: shutAccounts(view),
  };
}

/**
 * Who is an administrator: whoever has all rights but for what an organisation takes away. Null where what could not be read
 * decides, or a condition.
 */
function administratorsOf(
  input: BulkInput,
  facts: Facts,
  rules: readonly Rule[],
): (id: string) => boolean | null {
  const free = unlimited(input, rules);
  const result = evaluateAll(free);
  const holds = new Holds(free, result);
  const unread = new Set(result.unknown.principals);
  const everywhere: Facts = { ...facts, holds, shut: new Set() };
  const principals = new Map(free.principals.map((one) => [one.id, one]));
  return (id) => {
    const principal = principals.get(id);
    const set = holds.setOf(id);
    const found =
      principal === undefined || set === undefined ? [] : escalationsOf(rules, everywhere, principal, set);
    const isUnbounded = found.some(({ assumes }) => assumes.includes(`boundary of ${id}`));
    if (found.some(({ state }) => state === 'yes') && !isUnbounded) return true;
    return found.length > 0 || unread.has(id) ? null : false;
  };
}

const idOf = (escalations: readonly Escalation[]): string =>
  `escalations:${createHash('sha256').update(JSON.stringify(escalations)).digest('hex').slice(0, 32)}`;

/** What the view must hold of a principal's policies for the age of what follows from them. */
const inputsOf = (id: string, { view, ends }: Facts): readonly string[] => {
  const groups = ends('MEMBER_OF', id);
  const policies = [id, ...groups].flatMap((one) => ends('HAS_POLICY', one));
  return [id, ...groups, ...policies].filter((one) => view.node(one) !== undefined);
};

/** @param rules those to look for @default all that ship */
export function* escalations(
  view: View,
  catalogue: Catalogue,
  rules: readonly Rule[] = loadRules(),
): Generator<LayerFact> {
  const input = escalationInput(bulkInputOf(view, catalogue), rules, view);
  const holds = new Holds(input, evaluateAll(input));
  const facts = factsOf(view, holds, rules, input.principals);
  const all = rules.filter(({ id }) => id === ADMINISTRATOR);
  const isAdministrator = administratorsOf(input, facts, all);
  const given = new Set<string>();
  for (const principal of input.principals.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    yield { is: 'props', id: principal.id, props: { administrator: isAdministrator(principal.id) } };
    const set = holds.setOf(principal.id);
    if (set === undefined) continue;
    const found = escalationsOf(rules, facts, principal, set).filter(
      // What is only pointed at may be gone.
      ({ target }) => view.node(target) !== undefined,
    );
    if (found.length === 0) continue;
    const id = idOf(found);
    const isNew = !given.has(id);
    given.add(id);
    if (isNew)
      yield { is: 'node', id, concept: 'PermissionSet', name: 'escalations', props: { contentHash: id } };
    yield {
      is: 'edge',
      from: principal.id,
      type: 'HAS_PERMISSIONS',
      to: id,
      key: 'escalations',
      inputs: inputsOf(principal.id, facts),
    };
    if (!isNew) continue;
    for (const one of found) yield edgeOf(id, one);
  }
}

const edgeOf = (from: string, one: Escalation): LayerFact => ({
  is: 'edge',
  from,
  type: one.gives === 'own' ? 'ESCALATES_TO' : 'INFLUENCES',
  to: one.target,
  key: one.rule,
  props: {
    rule: one.rule,
    permissions: one.permissions,
    through: one.through,
    state: one.state,
    conditions: JSON.stringify(one.conditions),
    gives: one.gives,
  },
  inputs: [one.target, ...one.through],
  assumes: one.assumes,
});

const rules = loadRules();

export const awsEscalation: Layer = {
  name: 'aws-escalation',
  needs: [...new Set([...accessNeeds, ...assetKinds(rules)])],
  edges: [
    ...new Set([
      ...accessEdges,
      ...EDGES,
      ...rules.flatMap((r) => (r.with === undefined ? [] : [r.with.by])),
    ]),
  ],
  gives: ['HAS_PERMISSIONS', 'ESCALATES_TO', 'INFLUENCES'],
  props: ['User', 'Role'].map((on) => ({ on, gives: { administrator: bool('derived') } })),
  derive: (view, catalogue) => escalations(view, catalogue, rules),
};

/** Edges of escalation: who can get the rights of whom, or change how something behaves, by permissions held together. */
import { createHash } from 'node:crypto';
import { evaluateAll } from '#graph/access/aws/bulk/index.ts';
import type { BulkPrincipal } from '#graph/access/aws/bulk/types.ts';
import { bulkInputOf } from '#graph/derive/access/aws/input.ts';
import { accessNeeds } from '#graph/derive/access/aws/layer.ts';
import type { Layer, LayerFact, View } from '#graph/derive/types.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { bool } from '#graph/schema/fields.ts';
import { assetKinds, escalationInput, placesOf } from './columns.ts';
import { Holds } from './holds.ts';
import { type Escalation, escalationsOf, type Facts, Trusts } from './match.ts';
import { loadRules, type Rule } from './rule.ts';

const EDGES = ['RUNS_AS', 'ACTS_AS', 'MEMBER_OF', 'HAS_POLICY'] as const;

function factsOf(view: View, holds: Holds, rules: readonly Rule[], principals: readonly string[]): Facts {
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
  const places = placesOf(
    principals,
    assetKinds(rules).flatMap((kind) => [...view.nodes(kind)]),
  );
  return {
    view,
    holds,
    places: new Map(places.map((place) => [place.account, place])),
    ends: (type, from) => ends.get(`${type}\0${from}`) ?? [],
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
  const ids = input.principals.map((p) => p.id);
  const facts = factsOf(view, holds, rules, ids);
  const trusts = new Trusts();
  const given = new Set<string>();
  for (const principal of input.principals.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const set = holds.setOf(principal.id);
    if (set === undefined) {
      yield administrator(principal, []);
      continue;
    }
    const found = escalationsOf(rules, facts, trusts, principal, set).filter(
      // What is only pointed at may be gone.
      ({ target }) => view.node(target) !== undefined,
    );
    yield administrator(principal, found);
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
  },
  inputs: [one.target, ...one.through],
  assumes: one.assumes,
});

/** What could not be read may grant it. */
function administrator({ id, identity }: BulkPrincipal, found: readonly Escalation[]): LayerFact {
  const is = found.some(({ rule, state }) => rule === 'administrator' && state === 'yes');
  const isUnread = identity === null || identity.some(({ policy }) => policy === null);
  return { is: 'props', id, props: { administrator: is || (isUnread ? null : false) } };
}

const rules = loadRules();

export const awsEscalation: Layer = {
  name: 'aws-escalation',
  needs: [...new Set([...accessNeeds, ...assetKinds(rules)])],
  edges: [...new Set([...EDGES, ...rules.flatMap((r) => (r.with === undefined ? [] : [r.with.by]))])],
  gives: ['HAS_PERMISSIONS', 'ESCALATES_TO', 'INFLUENCES'],
  props: ['User', 'Role'].map((on) => ({ on, gives: { administrator: bool('derived') } })),
  derive: (view, catalogue) => escalations(view, catalogue, rules),
};

/** Which escalations a principal has, over the answers to the single permissions. */
import type { BulkPrincipal, Grant } from '#graph/access/aws/bulk/types.ts';
import type { View } from '#graph/derive/types.ts';
import { accountId, parseArn } from '#graph/schema/aws/ids.ts';
import type { StoredNode } from '#graph/store/port.ts';
import {
  ANY,
  GROUP,
  kindsOf,
  madeId,
  madeKind,
  madeOf,
  newArn,
  PASS,
  type Places,
  POLICY,
  partArn,
  ROLE,
  USER,
} from './columns.ts';
import type { Held, Holds } from './holds.ts';
import { ADMINISTRATOR, type Need, type Rule } from './rule.ts';
import type { Bounds, Trusts } from './trusts.ts';
import { best, distinct, every, meet, none, stateOf, type Way } from './way.ts';

/** One escalation of one principal to one target. */
export interface Escalation {
  readonly rule: string;
  readonly gives: Rule['gives'];
  readonly target: string;
  readonly state: Held['state'];
  readonly conditions: Grant['conditions'];
  readonly assumes: readonly string[];
  /** Ids of the assets that are used on the way. */
  readonly through: readonly string[];
  /** Permissions that make it: `action on id`. */
  readonly permissions: readonly string[];
}

export interface Facts {
  readonly view: View;
  readonly holds: Holds;
  readonly places: ReadonlyMap<string, Places>;
  /** Edges by type, then from. */
  readonly ends: (type: string, from: string) => readonly string[];
  readonly trusts: Trusts;
  readonly bounds: Bounds;
  /** Ids of accounts that are shut: nobody of them acts, nothing in them runs. */
  readonly shut: ReadonlySet<string>;
}

/**
 * Roles that nobody in the account can change: AWS itself keeps them. Source: IAM User Guide, "Create a service-linked role";
 * IAM Identity Center User Guide, "Referencing permission sets in resource policies" (path `/aws-reserved/`).
 */
const isKept = (node: StoredNode | undefined): boolean =>
  node === undefined ||
  node.props['serviceLinked'] === true ||
  /^role\/aws-(?:service-role|reserved)\//.test(parseArn(node.id)?.resource ?? '');

class Matcher {
  readonly #facts: Facts;
  readonly #principal: BulkPrincipal;
  readonly #node: StoredNode;
  readonly #set: string;

  constructor(facts: Facts, principal: BulkPrincipal, node: StoredNode, set: string) {
    this.#facts = facts;
    this.#principal = principal;
    this.#node = node;
    this.#set = set;
  }

  get #kind(): string {
    return this.#node.labels.includes(USER) ? USER : ROLE;
  }

  #one(action: string, kind: string, id: string, arn = id): Way | undefined {
    const held = this.#facts.holds.state(this.#set, action, kind, id);
    if (held === undefined) return undefined;
    if (kind === ROLE && action.startsWith('iam:') && isKept(this.#facts.view.node(id))) return undefined;
    return { held: [held], permissions: [`${action} on ${arn}`] };
  }

  /** Needs on the principal itself and on what is attached to it. */
  #own(rule: Rule): Way | undefined {
    return every(
      rule.needs.filter(({ on }) => on === 'self' || on === 'own-policy' || on === 'own-group'),
      ({ action, on }) => {
        if (on === 'self') return this.#one(action, this.#kind, this.#node.id);
        const [type, kind] = on === 'own-group' ? ['MEMBER_OF', GROUP] : ['HAS_POLICY', POLICY];
        const groups = on === 'own-policy' ? this.#facts.ends('MEMBER_OF', this.#node.id) : [];
        const ends = [this.#node.id, ...groups].flatMap((id) => this.#facts.ends(type, id));
        return best(ends.map((id) => this.#one(action, kind, id)));
      },
    );
  }

  /** Needs on what is not in the graph, all in the region of the thing, or in the best of all regions. */
  #made(rule: Rule, thing: string): Way | undefined {
    const needs = rule.needs.filter(({ on }) => on === 'any' || madeOf(on).length > 0);
    const place = this.#facts.places.get(this.#account);
    if (needs.length === 0) return none;
    if (place === undefined) return undefined;
    const own = parseArn(thing)?.region ?? '';
    const groups = [...Map.groupBy(needs, ({ on }) => JSON.stringify(on)).values()];
    return best(
      (own === '' ? place.regions : [own]).map((region) =>
        every(groups, (group) => best(this.#waysOf(group, place, region))),
      ),
    );
  }

  /** Ways to hold all needs, which are on the same thing, by what it could be called. */
  *#waysOf(needs: readonly Need[], place: Places, region: string): Generator<Way | undefined> {
    const [first] = needs;
    if (first === undefined) return;
    const ask = (kind: string, arn: string): Way | undefined =>
      every(needs, ({ action }) => this.#one(action, kind, madeId(place.account, region, arn), arn));
    if (first.on === 'any') yield ask(ANY, '*');
    for (const { template, isNew } of madeOf(first.on)) {
      const kind = madeKind(template, isNew);
      const { holds } = this.#facts;
      if (!holds.isAnywhere(this.#set, first.action, kind)) continue;
      const usual = newArn(template, place, region);
      const named = (arn: string): Way | undefined => {
        const way = ask(kind, arn);
        return way === undefined || !isNew ? way : { ...way, source: arn };
      };
      yield named(usual);
      for (const arn of holds.made(this.#set, first.action, kind, place.account, region)) yield named(arn);
    }
  }

  get #account(): string {
    return parseArn(this.#node.id)?.account ?? '';
  }

  /** Assets on which all that the rule needs of its thing is held, with the second asset where it names one. */
  *#things(
    rule: Rule,
  ): Generator<{ readonly id: string; readonly way: Way; readonly through: readonly string[] }> {
    const { thing: kind } = rule;
    if (kind === undefined) {
      yield { id: '', way: none, through: [] };
      return;
    }
    const needs = rule.needs.flatMap((need) =>
      need.on === 'thing' || (typeof need.on === 'object' && 'part' in need.on)
        ? kindsOf(need, rule).map((on) => ({ ...need, kind: on }))
        : [],
    );
    const [first] = needs;
    const isSelf = rule.target === 'thing' || rule.target === 'account';
    for (const id of first === undefined ? [] : this.#facts.holds.on(this.#set, first.action, first.kind)) {
      const node = this.#facts.view.node(id);
      // One's own rights are nothing to be won.
      if (node === undefined || (isSelf && id === this.#node.id)) continue;
      if (Object.entries(rule.where ?? {}).some(([name, value]) => node.props[name] !== value)) continue;
      const held = every(needs, ({ action, on, kind: asked }) => {
        const isPart = typeof on === 'object' && 'part' in on;
        return this.#one(action, asked, id, isPart ? partArn(on.part, id) : id);
      });
      const way = held === undefined ? undefined : { ...held, source: id };
      if (way === undefined) continue;
      if (rule.with === undefined) {
        yield { id, way, through: [id] };
        continue;
      }
      const { kind: other, by } = rule.with;
      for (const end of this.#facts.ends(by, id)) {
        const more = every(
          rule.needs.filter(({ on }) => on === 'with'),
          ({ action }) => this.#one(action, other, end),
        );
        if (more !== undefined) yield { id, way: meet(way, more), through: [id, end] };
      }
    }
  }

  *#targets(
    rule: Rule,
    thing: string,
    source: string | undefined,
  ): Generator<{ readonly id: string; readonly way: Way }> {
    const { view, holds, ends, trusts } = this.#facts;
    switch (rule.target) {
      case 'passed':
        for (const id of holds.on(this.#set, PASS, ROLE)) {
          const role = view.node(id);
          if (role === undefined || parseArn(id)?.account !== this.#account || id === this.#node.id) continue;
          const trusted = trusts.of(role, rule.service ?? '', source);
          if (trusted === undefined) continue;
          const held = holds.passes(this.#principal, this.#set, id, ROLE, rule.service ?? '');
          const permissions = [`${PASS} on ${id} to ${rule.service}`];
          if (held !== undefined) yield { id, way: { held: [held, trusted], permissions } };
        }
        return;
      case 'runs-as':
        for (const id of new Set([...ends('RUNS_AS', thing), ...ends('ACTS_AS', thing)]))
          if (id !== this.#node.id) yield { id, way: none };
        return;
      case 'thing':
        yield { id: thing, way: none };
        return;
      case 'account': {
        const changed = rule.thing === undefined ? this.#node.id : thing;
        const arn = parseArn(changed);
        if (arn === undefined) return;
        const id = accountId(arn);
        // A boundary goes on holding, whatever else is granted; what is asked under it already needs no other look.
        const bound = rule.id === ADMINISTRATOR ? 'free' : this.#facts.bounds.of(changed);
        if (bound === 'bound') return;
        const assumes = bound === 'unread' ? [`boundary of ${changed}`] : [];
        yield { id, way: { held: [{ state: 'yes', conditions: [], assumes }], permissions: [] } };
        return;
      }
      default: {
        const other: never = rule.target;
        yield other;
      }
    }
  }

  *of(rule: Rule): Generator<Escalation> {
    if (rule.who !== undefined && rule.who !== this.#kind) return;
    const own = this.#own(rule);
    if (own === undefined) return;
    const found = new Map<string, { readonly way: Way; readonly through: readonly string[] }>();
    const made = new Map<string, Way | undefined>();
    for (const { id: thing, way, through } of this.#things(rule)) {
      const region = parseArn(thing)?.region ?? '';
      if (!made.has(region)) made.set(region, this.#made(rule, thing));
      const there = made.get(region);
      if (there === undefined) continue;
      const before = meet(meet(own, way), there);
      for (const { id, way: last } of this.#targets(rule, thing, before.source)) {
        const whole = meet(before, last);
        const known = found.get(id);
        if (known === undefined || (stateOf(known.way) === 'conditional' && stateOf(whole) === 'yes'))
          found.set(id, { way: whole, through });
      }
    }
    for (const [target, { way, through }] of found)
      yield {
        rule: rule.id,
        gives: rule.gives,
        target,
        state: stateOf(way),
        conditions: distinct(
          way.held.flatMap(({ state, conditions }) => (state === 'yes' ? [] : conditions)),
        ),
        assumes: [...new Set(way.held.flatMap(({ assumes }) => assumes))].sort(),
        through: through.filter((id) => id !== '' && id !== target),
        permissions: [...new Set(way.permissions)].sort(),
      };
  }
}

/**
 * All escalations of a principal, sorted. Who surely has all of an account needs no other way to what is in it.
 * @param set id of the set of single permissions that it holds
 */
export function escalationsOf(
  rules: readonly Rule[],
  facts: Facts,
  principal: BulkPrincipal,
  set: string,
): readonly Escalation[] {
  const node = facts.view.node(principal.id);
  if (node === undefined) return [];
  const accountOf = (id: string): string => {
    const account = facts.view.node(id)?.props['account'];
    return accountId({
      partition: parseArn(id)?.partition ?? 'aws',
      account: typeof account === 'string' ? account : (parseArn(id)?.account ?? ''),
    });
  };
  if (facts.shut.has(accountOf(principal.id))) return [];
  const matcher = new Matcher(facts, principal, node, set);
  const all = rules
    .flatMap((rule) => [...matcher.of(rule)])
    .filter(({ target }) => !facts.shut.has(accountOf(target)));
  const won = new Set(all.filter((e) => e.state === 'yes').map((e) => e.target));
  return all
    .filter((e) => e.target === accountOf(e.target) || !won.has(accountOf(e.target)))
    .toSorted((a, b) => (`${a.target}\0${a.rule}` < `${b.target}\0${b.rule}` ? -1 : 1));
}

/** Which escalations a principal has, over the answers to the single permissions. */
import { evaluate } from '#graph/access/aws/ask.ts';
import type { BulkPrincipal, Grant } from '#graph/access/aws/bulk/types.ts';
import type { View } from '#graph/derive/types.ts';
import { accountId, parseArn } from '#graph/schema/aws/ids.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { ANY, GROUP, newArn, newKind, type Places, POLICY, ROLE, USER } from './columns.ts';
import type { Held, Holds } from './holds.ts';
import type { Need, Rule } from './rule.ts';

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

interface Way {
  readonly held: readonly Held[];
  readonly permissions: readonly string[];
}

const none: Way = { held: [], permissions: [] };

const meet = (a: Way, b: Way): Way => ({
  held: [...a.held, ...b.held],
  permissions: [...a.permissions, ...b.permissions],
});

const stateOf = ({ held }: Way): Held['state'] =>
  held.some(({ state }) => state === 'conditional') ? 'conditional' : 'yes';

const distinct = <T>(values: readonly T[]): readonly T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];

export interface Facts {
  readonly view: View;
  readonly holds: Holds;
  readonly places: ReadonlyMap<string, Places>;
  /** Edges by type, then from. */
  readonly ends: (type: string, from: string) => readonly string[];
}

const isUnbounded = (node: StoredNode | undefined): boolean => node?.props['boundary'] === 'none';

/** The services that a role trusts, asked once. */
export class Trusts {
  readonly #answers = new Map<string, boolean>();
  /** What could not be read grants nothing here: that it is unknown is told by the access of the role itself. */
  of(role: StoredNode, service: string): boolean {
    const key = `${role.id}\0${service}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const trust = role.props['trustPolicy'];
    const account = parseArn(role.id)?.account ?? '';
    const is =
      typeof trust === 'string' &&
      evaluate({
        title: 'whether a role trusts a service',
        request: {
          principal: service,
          action: 'sts:AssumeRole',
          resource: role.id,
          context: { 'aws:SourceAccount': account },
        },
        resource: JSON.parse(trust) as unknown,
      })?.verdict !== 'no';
    this.#answers.set(key, is);
    return is;
  }
}

class Matcher {
  readonly #facts: Facts;
  readonly #trusts: Trusts;
  readonly #principal: BulkPrincipal;
  readonly #node: StoredNode;
  readonly #set: string;

  constructor(facts: Facts, trusts: Trusts, principal: BulkPrincipal, node: StoredNode, set: string) {
    this.#facts = facts;
    this.#trusts = trusts;
    this.#principal = principal;
    this.#node = node;
    this.#set = set;
  }

  get #kind(): string {
    return this.#node.labels.includes(USER) ? USER : ROLE;
  }

  #one(action: string, kind: string, id: string): Way | undefined {
    const held = this.#facts.holds.state(this.#set, action, kind, id);
    return held === undefined ? undefined : { held: [held], permissions: [`${action} on ${id}`] };
  }

  #every(needs: readonly Need[], ask: (need: Need) => Way | undefined): Way | undefined {
    let sum = none;
    for (const need of needs) {
      const way = ask(need);
      if (way === undefined) return undefined;
      sum = meet(sum, way);
    }
    return sum;
  }

  /** The better of two ways: a sure one before one under conditions, then the first. */
  #best(ways: Iterable<Way | undefined>): Way | undefined {
    let best: Way | undefined;
    for (const way of ways) {
      if (way === undefined) continue;
      if (stateOf(way) === 'yes') return way;
      best ??= way;
    }
    return best;
  }

  /** Needs that name no asset of the estate: something new (all in one region), the principal itself, what is attached to it. */
  #own(rule: Rule): Way | undefined {
    const fixed = this.#every(
      rule.needs.filter(
        ({ on }) => on === 'self' || on === 'any' || on === 'own-policy' || on === 'own-group',
      ),
      ({ action, on }) => {
        if (on === 'self') return this.#one(action, this.#kind, this.#node.id);
        if (on === 'any') return this.#one(action, ANY, `* ${this.#account}`);
        const [type, kind] = on === 'own-group' ? ['MEMBER_OF', GROUP] : ['HAS_POLICY', POLICY];
        const groups = on === 'own-policy' ? this.#facts.ends('MEMBER_OF', this.#node.id) : [];
        const ends = [this.#node.id, ...groups].flatMap((id) => this.#facts.ends(type, id));
        return this.#best(ends.map((id) => this.#one(action, kind, id)));
      },
    );
    if (fixed === undefined) return undefined;
    const made = rule.needs.filter(({ on }) => typeof on === 'object');
    if (made.length === 0) return fixed;
    const place = this.#facts.places.get(this.#account);
    const there = this.#best(
      (place?.regions ?? []).map((region) =>
        this.#every(made, ({ action, on }) =>
          typeof on === 'object' && place !== undefined
            ? this.#one(action, newKind(on.new), newArn(on.new, place, region))
            : undefined,
        ),
      ),
    );
    return there === undefined ? undefined : meet(fixed, there);
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
    const needs = rule.needs.filter(({ on }) => on === 'thing');
    const [first] = needs;
    const isSelf = rule.target === 'thing' || rule.target === 'account';
    for (const id of first === undefined ? [] : this.#facts.holds.on(this.#set, first.action, kind)) {
      const node = this.#facts.view.node(id);
      // One's own rights are nothing to be won.
      if (node === undefined || (isSelf && id === this.#node.id)) continue;
      if (Object.entries(rule.where ?? {}).some(([name, value]) => node.props[name] !== value)) continue;
      const way = this.#every(needs, ({ action }) => this.#one(action, kind, id));
      if (way === undefined) continue;
      if (rule.with === undefined) {
        yield { id, way, through: [id] };
        continue;
      }
      const { kind: other, by } = rule.with;
      for (const end of this.#facts.ends(by, id)) {
        const more = this.#every(
          rule.needs.filter(({ on }) => on === 'with'),
          ({ action }) => this.#one(action, other, end),
        );
        if (more !== undefined) yield { id, way: meet(way, more), through: [id, end] };
      }
    }
  }

  *#targets(rule: Rule, thing: string): Generator<{ readonly id: string; readonly way: Way }> {
    const { view, holds, ends } = this.#facts;
    switch (rule.target) {
      case 'passed':
        for (const id of holds.on(this.#set, 'iam:PassRole', ROLE)) {
          const role = view.node(id);
          if (role === undefined || parseArn(id)?.account !== this.#account || id === this.#node.id) continue;
          if (!this.#trusts.of(role, rule.service ?? '')) continue;
          const held = holds.passes(this.#principal, this.#set, id, ROLE, rule.service ?? '');
          if (held !== undefined)
            yield { id, way: { held: [held], permissions: [`iam:PassRole on ${id} to ${rule.service}`] } };
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
        // A boundary goes on holding, whatever else is granted.
        const changed = rule.thing === undefined ? this.#node : view.node(thing);
        const arn = parseArn(changed?.id ?? '');
        if (isUnbounded(changed) && arn !== undefined) yield { id: accountId(arn), way: none };
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
    const best = new Map<string, { readonly way: Way; readonly through: readonly string[] }>();
    for (const { id: thing, way, through } of this.#things(rule))
      for (const { id, way: last } of this.#targets(rule, thing)) {
        const whole = meet(meet(own, way), last);
        const known = best.get(id);
        if (known === undefined || (stateOf(known.way) === 'conditional' && stateOf(whole) === 'yes'))
          best.set(id, { way: whole, through });
      }
    for (const [target, { way, through }] of best)
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
  trusts: Trusts,
  principal: BulkPrincipal,
  set: string,
): readonly Escalation[] {
  const node = facts.view.node(principal.id);
  if (node === undefined) return [];
  const matcher = new Matcher(facts, trusts, principal, node, set);
  const all = rules.flatMap((rule) => [...matcher.of(rule)]);
  const won = new Set(all.filter((e) => e.state === 'yes').map((e) => e.target));
  const accountOf = (id: string): string => {
    const account = facts.view.node(id)?.props['account'];
    return accountId({
      partition: parseArn(id)?.partition ?? 'aws',
      account: typeof account === 'string' ? account : (parseArn(id)?.account ?? ''),
    });
  };
  return all
    .filter((e) => e.target === accountOf(e.target) || !won.has(accountOf(e.target)))
    .toSorted((a, b) => (`${a.target}\0${a.rule}` < `${b.target}\0${b.rule}` ? -1 : 1));
}

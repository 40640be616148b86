/**
 * Concrete changes that cut an edge of an attack path: one change to one asset each, in words that name both.
 *
 * What has the same id is the same change: one statement that grants many things, one permission that makes many
 * escalations. Who belongs to an account does so by itself: such steps have no edge and no fix.
 */
import type { ConcreteFix, EdgeEvidence, FixOf, FixSpec } from '#graph/paths/index.ts';
import { escalationKey, type FixFacts } from './fix-facts.ts';
import { configured, hitting, some, stepOf, unique, writtenIn } from './fix-words.ts';

/** A fix whose words are whole: names in them are not looked at again. */
interface Worded extends Omit<FixSpec, 'says'> {
  readonly words: () => string;
}

/** Proposes fixes for edges, and words them once it is known what is cut. */
export class Fixer {
  readonly #facts: FixFacts;
  readonly #words = new Map<string, () => string>();
  /** What was asked about of each set: what a Deny for a holder of it has to name. */
  readonly #leads = new Map<string, Set<string>>();

  /** Holder → the sets that were asked about. */
  readonly #denied = new Map<string, Set<string>>();

  constructor(facts: FixFacts) {
    this.#facts = facts;
  }

  readonly fixOf: FixOf = (edge) =>
    this.#propose(edge).map(({ words, ...spec }) => {
      if (!this.#words.has(spec.id)) this.#words.set(spec.id, words);
      return { ...spec, says: '' };
    });

  readonly words = ({ id, says }: Pick<ConcreteFix, 'id' | 'says'>): string =>
    this.#words.get(id)?.() ?? says;

  #propose(edge: EdgeEvidence): readonly Worded[] {
    const { from, type, to } = edge;
    switch (type) {
      case 'REACHES':
        return this.#opening(edge);
      case 'HAS_PERMISSIONS':
        return this.#holding(from, to);
      case 'GRANTS':
      case 'HOLDS_KEY':
        return this.#grant(edge);
      case 'ESCALATES_TO':
      case 'INFLUENCES':
        return this.#escalation(edge);
      case 'RUNS_AS':
      case 'ACTS_AS':
        return this.#identity(edge);
      case 'HAS_CREDENTIAL':
        return [
          this.#one(
            ['revoke', to],
            to,
            1,
            () => `Revoke ${this.#name(to)}, the credential of ${this.#name(from)}`,
          ),
        ];
      case 'CONTAINS_SECRET':
        return [
          this.#one(
            ['clear', from, to],
            from,
            1,
            () => `Take ${this.#name(to)} out of ${this.#name(from)} and renew it`,
          ),
        ];
      default: {
        if (type.startsWith('CAN_')) return this.#grant(edge);
        const how = configured[type];
        if (how === undefined) return [];
        const [at, says] = how;
        return [
          this.#one(['set', type, from, to], at === 'from' ? from : to, 2, () =>
            says(this.#name(from), this.#name(to)),
          ),
        ];
      }
    }
  }

  #name(id: string): string {
    return this.#facts.names.get(id) ?? id;
  }

  #one(id: readonly string[], asset: string, weight: number, words: () => string): Worded {
    return { id: JSON.stringify(id), asset, weight, words };
  }

  #holdersOf(id: string): readonly string[] {
    return this.#facts.holders.get(id) ?? [id];
  }

  #lead(set: string, words: string): void {
    const known = this.#leads.get(set);
    if (known === undefined) this.#leads.set(set, new Set([words]));
    else known.add(words);
  }

  /** A holder of a set may be kept from what it grants, whoever else holds it. */
  #holding(holder: string, set: string): readonly Worded[] {
    const made = this.#facts.escalations.get(set);
    const take = made === undefined ? [] : hitting(made);
    const [only] = take;
    const single = only !== undefined && take.length === 1 ? [this.#without(holder, only)] : [];
    const policy = this.#onlyPolicy(holder, set);
    if (policy !== undefined) single.push(this.#detach(policy, holder));
    // Of all sets that it holds: one policy denies what each of them leads on to.
    const sets = this.#denied.get(holder) ?? new Set<string>();
    this.#denied.set(holder, sets.add(set));
    const leads = () => some(unique([...sets].flatMap((one) => [...(this.#leads.get(one) ?? [])])), 12);
    return [
      ...single,
      this.#one(
        ['deny', holder],
        holder,
        3,
        () => `Deny ${this.#name(holder)}, in a policy of its own: ${leads()}`,
      ),
    ];
  }

  /** The attached policy from which all comes that the holder may do by the set. */
  #onlyPolicy(holder: string, set: string): string | undefined {
    const { attached, groups, plain, sources } = this.#facts;
    const [policy, ...more] = attached.get(holder) ?? [];
    if (policy === undefined || more.length > 0 || groups.has(holder) || !plain.has(holder)) return undefined;
    return sources.get(set)?.every((source) => source === policy) === false ? undefined : policy;
  }

  #detach(policy: string, place: string): Worded {
    return this.#one(
      ['detach', place, policy],
      place,
      1,
      () => `Take the policy ${this.#name(policy)} off ${this.#name(place)}`,
    );
  }

  #without(holder: string, permission: string): Worded {
    return this.#one(
      ['take', holder, permission],
      holder,
      1,
      () => `Take ${permission} from ${this.#name(holder)}`,
    );
  }

  #grant({ from, type, to, key, statements }: EdgeEvidence): readonly Worded[] {
    const what = type === 'GRANTS' ? key : type;
    this.#lead(from, `${what} on ${this.#name(to)}`);
    const holders = this.#holdersOf(from);
    const written = statements.map(writtenIn);
    const policies = unique(written.map(({ policy }) => policy));
    const [policy] = policies;
    // Of several policies each alone would still grant it.
    const own =
      policy === undefined || policies.length > 1
        ? undefined
        : this.#narrowed(policy, unique(written.map(({ statement }) => statement)), holders, to);
    if (own !== undefined) return [own];
    const [holder] = holders;
    if (this.#facts.holders.has(from) || holder === undefined) return [];
    return [
      this.#one(
        ['deny', holder, what, to],
        holder,
        3,
        () => `Deny ${this.#name(holder)}, in a policy of its own: ${what} on ${this.#name(to)}`,
      ),
    ];
  }

  /** The change that ends what these statements of a policy grant; none where it stands in several places. */
  #narrowed(
    policy: string,
    statements: readonly string[],
    holders: readonly string[],
    to: string,
  ): Worded | undefined {
    const which = `statement${statements.length > 1 ? 's' : ''} ${some(statements)}`;
    const narrow = (asset: string, where: () => string) =>
      this.#one(
        ['narrow', asset, policy, ...statements],
        asset,
        1,
        () => `Take out or narrow ${which} of ${where()}`,
      );
    if (policy === 'resource') return narrow(to, () => `the policy of ${this.#name(to)}`);
    const groups = unique(holders.flatMap((holder) => this.#facts.groups.get(holder) ?? []));
    const inline = /^inline policy (\S+)(?: of group (\S+))?$/.exec(policy);
    if (inline !== null) {
      const [, name = '', group] = inline;
      const places = group === undefined ? holders : groups.filter((id) => this.#name(id) === group);
      const [place] = places;
      return place === undefined || places.length > 1
        ? undefined
        : narrow(place, () => `inline policy ${name} of ${this.#name(place)}`);
    }
    if (!policy.startsWith('arn:')) return undefined;
    if (!/^arn:[^:]+:iam::aws:policy\//.test(policy))
      return narrow(policy, () => `policy ${this.#name(policy)}`);
    // What AWS itself owns nobody can change: it is taken off.
    const places = [...holders, ...groups].filter(
      (id) => this.#facts.attached.get(id)?.includes(policy) === true,
    );
    const [place] = places;
    if (place === undefined || places.length > 1) return undefined;
    return this.#detach(policy, place);
  }

  /** Any of the permissions that make it, taken from the one who holds them. */
  #escalation(edge: EdgeEvidence): readonly Worded[] {
    const { from, to, key } = edge;
    this.#lead(from, `what makes ${key} on ${this.#name(to)}`);
    const holders = this.#holdersOf(from);
    const [holder] = holders;
    if (holder === undefined || holders.length > 1) return [];
    // Who may do everything still may nearly everything without any single permission.
    if (key === 'administrator')
      return [
        this.#one(
          ['administrator', holder],
          holder,
          2,
          () => `Take the rights of an administrator from ${this.#name(holder)}`,
        ),
      ];
    const permissions = unique(this.#facts.permissions.get(escalationKey(edge)) ?? []);
    if (permissions.length === 0)
      return [
        this.#one(
          ['escalation', holder, key],
          holder,
          2,
          () => `Take from ${this.#name(holder)} what makes ${key}`,
        ),
      ];
    return permissions.map((permission) => this.#without(holder, permission));
  }

  /** Where a role is named: on the asset itself, or on the one through which it acts. */
  #identity({ from, to, inputs }: EdgeEvidence): readonly Worded[] {
    const named = (id: string) => this.#facts.runsAs.get(id)?.includes(to) === true;
    const at = named(from) ? from : (inputs.find(named) ?? from);
    return [
      this.#one(
        ['role', at, to],
        at,
        2,
        () => `Let ${this.#name(at)} run with a role that may do less than ${this.#name(to)}`,
      ),
    ];
  }

  /** The opening that the chain of evidence names. */
  #opening({ from, to, key, chain }: EdgeEvidence): readonly Worded[] {
    const steps = chain.map(stepOf);
    const all = this.#one(['close', to, key], to, 2, () => {
      const last = chain.at(-1);
      return `Close ${this.#name(to)} to ${this.#name(from)}${last === undefined ? '' : ` (${last})`}`;
    });
    if (steps.some(({ says }) => says.startsWith('urlWithoutAuth is true')))
      return [
        this.#one(['url', to], to, 1, () => `Let the URL of ${this.#name(to)} ask for IAM authorisation`),
      ];
    const statements = unique(
      steps.flatMap(({ id, says }) => {
        const found = id === to ? /[pP]olicy, statement (.+?): /.exec(says) : null;
        return found?.[1] === undefined ? [] : [found[1]];
      }),
    );
    if (statements.length > 0)
      return [
        this.#one(
          ['opening', to, ...statements],
          to,
          1,
          () =>
            `Take out or narrow statement${statements.length > 1 ? 's' : ''} ${some(statements)} of the policy of ${this.#name(to)}`,
        ),
      ];
    const acl = steps.find(({ id, says }) => id === to && says.startsWith('ACL grants '));
    if (acl !== undefined)
      return [
        this.#one(
          ['acl', to, acl.says],
          to,
          1,
          () => `Take out of the ACL of ${this.#name(to)}: ${acl.says}`,
        ),
      ];
    const rules = steps.filter(({ says }) => says.startsWith('ingress lets in '));
    const guards = unique(rules.map(({ id }) => id));
    const [guard] = guards;
    if (guard === undefined || guards.length > 1) return [all];
    const says = unique(rules.map((rule) => rule.says));
    return [
      this.#one(
        ['rule', guard, ...says],
        guard,
        1,
        () => `Take out or narrow of ${this.#name(guard)}: ${some(says)}`,
      ),
      all,
    ];
  }
}

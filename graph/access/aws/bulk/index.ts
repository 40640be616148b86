/**
 * All principals × all assets × our verbs: what `evaluate` answers one by one, with every policy compiled once and its
 * effect on the things of a kind held in bits.
 */
import { createHash } from 'node:crypto';
import { type Caller, callerOf } from '../caller.ts';
import { rcpServices } from '../data/rcp-services.ts';
import { type PolicyType, policyOf } from '../policy.ts';
import { asksTrust } from '../rules.ts';
import { bits, both, isEmpty, places, setBit } from './bits.ts';
import { type Cells, cellsOf, type Masks, masksOf, merged, type OwnEffect, restOf } from './cells.ts';
import { type Column, columnOf, type Effect, effectOf, emptyEffect, Matches } from './effect.ts';
import { type Container, extentOf, type Found, grantsOf, interned, joined } from './grants.ts';
import { type Personal, personalOf, sayingKey } from './leans.ts';
import type { Rest } from './pieces.ts';
import { type OwnPolicy, type Row, Rows } from './rows.ts';
import { type Levels, levelsOf, type Named, Opened, type Own, organizationsOf, ownOf } from './sides.ts';
import type { BulkInput, BulkResource, BulkResult, Grant, PermissionSet } from './types.ts';

const allowAll = policyOf(
  { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
  'identity',
);

const open: Named = {
  key: 'open',
  id: 'open',
  name: 'unread',
  policy: 'malformed' in allowAll ? { statements: [] } : allowAll,
};

interface Compiled {
  readonly column: Column;
  readonly policies: readonly (OwnPolicy | undefined)[];
  /** Places of things whose policy bears on the action and could not be read. */
  readonly unread: ReadonlySet<number>;
  readonly rcps: ReadonlyMap<string, Levels>;
  readonly matches: Matches;
}

/** One column with all that is compiled for it. */
class Table {
  readonly column: Column;
  readonly containers: readonly Container[];
  readonly policies: readonly (OwnPolicy | undefined)[];
  private readonly unread: ReadonlySet<number>;
  private readonly rows: Rows;
  private readonly rcp: Effect;
  private readonly rcpAssumed: ReadonlySet<string>;
  private readonly rcps: ReadonlyMap<string, Levels>;
  /** On whom it depends what the RCPs say. */
  private readonly rcpLeans: ReadonlySet<Personal>;
  private readonly masks = new Map<string, Masks>();
  private readonly effects = new Map<string, Effect>();
  private readonly matches: Matches;
  private readonly isBound: boolean;

  constructor({ column, policies, unread, rcps, matches }: Compiled, anyone: Caller) {
    this.column = column;
    this.policies = policies;
    this.unread = unread;
    this.matches = matches;
    this.rows = new Rows(column, policies, anyone);
    this.rcps = rcps;
    const bound = [...rcps.values()].flatMap(({ levels }) => levels.flat());
    this.rcpLeans = new Set(bound.map(({ policy }) => personalOf(policy)));
    const service = column.action.slice(0, column.action.indexOf(':'));
    this.isBound = rcpServices.has(service) && column.action !== 'kms:retiregrant';
    this.rcp = this.rcpEffect(anyone);
    this.rcpAssumed = new Set(
      this.isBound ? [...rcps].flatMap(([id, { isUnread }]) => (isUnread ? [id] : [])) : [],
    );
    const members = new Map<string, number[]>();
    column.resources.forEach(({ container }, at) => {
      const known = members.get(container);
      if (known === undefined) members.set(container, [at]);
      else known.push(at);
    });
    this.containers = [...members].map(([id, all]) => {
      const mask = bits(column.size);
      for (const at of all) setBit(mask, at);
      return { id, members: mask, count: all.length };
    });
  }

  private rcpEffect(caller: Caller): Effect {
    const { size, resources } = this.column;
    const sum = emptyEffect(size);
    if (!this.isBound) return sum;
    const parts = [...this.rcps].flatMap(([account, { levels }]) => {
      const mask = bits(size);
      resources.forEach((resource, at) => {
        if (resource.account === account && resource.arn !== '*') setBit(mask, at);
      });
      return levels.flat().map((one): Effect => {
        const effect = effectOf(one.name, one.policy, this.column, caller, this.matches);
        const deny = { sure: both(effect.deny.sure, mask), can: both(effect.deny.can, mask) };
        const clauses = effect.clauses
          .filter(({ allows }) => !allows)
          .map((clause) => ({ ...clause, sure: both(clause.sure, mask), can: both(clause.can, mask) }));
        return { allow: sum.allow, deny, rough: both(effect.rough, mask), clauses };
      });
    });
    return merged(parts, size);
  }

  /** RCPs that speak of the caller are compiled for each. */
  private rcpFor(own: Own): Effect {
    if (own.linked) return emptyEffect(this.column.size);
    const isPersonal = this.rcpLeans.has('by caller') || this.rcpLeans.has('by account and type');
    return isPersonal ? this.rcpEffect(own.caller) : this.rcp;
  }

  private effect(one: Named, own: Own): Effect {
    const said = sayingKey(one.policy, own.caller);
    const key = said === '' ? one.id : `${one.id} ${said}`;
    const known = this.effects.get(key);
    if (known !== undefined) return known;
    const effect = effectOf(one.name, one.policy, this.column, own.caller, this.matches);
    this.effects.set(key, effect);
    return effect;
  }

  private masksFor(account: string): Masks {
    const known = this.masks.get(account) ?? masksOf(this.column, this.policies, account);
    this.masks.set(account, known);
    return known;
  }

  /** Do resource policies and RCPs say of the caller what they say of all of its type in its account? */
  isPlain({ caller }: Own): boolean {
    return !this.rcpLeans.has('by caller') && this.rows.isPlain(caller);
  }

  own(own: Own): OwnEffect {
    const all = (named: readonly Named[]): Effect =>
      merged(
        named.map((one) => this.effect(one, own)),
        this.column.size,
      );
    return {
      identity: all(own.identity),
      boundary: own.boundary === undefined ? undefined : all([own.boundary]),
      scps: own.scps.map(all),
    };
  }

  /** @returns `undefined` where nothing at all is granted */
  found(own: Own, effect: OwnEffect): Found | undefined {
    const { column } = this;
    const row: Row = this.rows.of(own.caller, own.bounded);
    if ([effect.identity.allow, row.direct, row.role].every(({ can }) => isEmpty(can))) return undefined;
    const rcp = this.rcpFor(own);
    const masks = this.masksFor(own.caller.account ?? '');
    const cells: Cells = cellsOf(column, effect, row, rcp, masks);
    const rest = new Map<number, Rest>();
    for (const at of places(cells.rough)) {
      const account = column.resources[at]?.account ?? '';
      const isBound = this.isBound && !own.linked && column.resources[at]?.arn !== '*';
      const levels = isBound ? (this.rcps.get(account)?.levels.flat() ?? []) : [];
      const policies = levels.map(({ policy }) => policy);
      rest.set(at, restOf(column, at, own, this.policies[at], policies, masks));
    }
    const clauses = [
      ...effect.identity.clauses,
      ...(effect.boundary?.clauses ?? []),
      ...effect.scps.flatMap((level) => level.clauses),
      ...rcp.clauses,
    ];
    const assumes = (at: number): readonly string[] => [...own.assumes, ...this.assumedOf(at, own)];
    return { column, containers: this.containers, cells, rest, clauses, own: row.clauses, assumes };
  }

  private assumedOf(at: number, own: Own): readonly string[] {
    const resource = this.column.resources[at];
    if (resource === undefined) return [];
    const isOutside = resource.account !== own.caller.account;
    return [
      ...(!own.linked && resource.arn !== '*' && this.rcpAssumed.has(resource.account ?? '')
        ? [`RCPs of ${resource.account}`]
        : []),
      ...(isOutside && resource.restrictPublicBuckets === null && this.column.action.startsWith('s3:')
        ? [`block public access of ${resource.id}`]
        : []),
      // What may grant more may also deny.
      ...(this.unread.has(at) ? [`policy of ${resource.id}`] : []),
    ];
  }
}

function tablesOf(input: BulkInput, opened: Opened, unread: Set<string>, anyone: Caller): readonly Table[] {
  const kinds = new Map<string, BulkResource[]>();
  for (const resource of input.resources) {
    const same = kinds.get(resource.kind);
    if (same === undefined) kinds.set(resource.kind, [resource]);
    else same.push(resource);
  }
  const rcps = new Map(
    Object.entries(input.accounts).map(
      ([id, limits]) => [id, levelsOf(limits.rcps, 'rcp', opened, noRcp)] as const,
    ),
  );
  const matches = new Matches();
  return [...kinds].flatMap(([kind, resources]) =>
    (input.verbs[kind] ?? []).map((verb) => {
      const column = columnOf(kind, resources, verb);
      const unreadHere = new Set<number>();
      const policies = resources.map((resource, at): OwnPolicy | undefined => {
        if (resource.policy === undefined) return undefined;
        const type: PolicyType = asksTrust(column.action, resource.arn) ? 'trust' : 'resource';
        // A role's trust speaks of operations of STS alone.
        if (resource.arn.includes(':role/') && type === 'resource') return undefined;
        const found = opened.of(resource.policy, type, resource.id);
        if (found === undefined) {
          unread.add(resource.id);
          unreadHere.add(at);
        }
        return found;
      });
      return new Table({ column, policies, unread: unreadHere, rcps, matches }, anyone);
    }),
  );
}

const noRcp: Named = { key: 'none', id: 'none', name: 'unread', policy: { statements: [] } };

const idOf = (grants: readonly Grant[]): string => {
  const content = grants.map((grant) => `${extentOf(grant)}\0${grant.actions.join(' ')}`).toSorted();
  return createHash('sha256').update(content.join('\n')).digest('hex').slice(0, 32);
};

/** A set is its effect: which statements made it differs by holder, and all are kept. */
function withStatements(a: PermissionSet, b: readonly Grant[]): PermissionSet {
  const more = new Map(b.map((grant) => [extentOf(grant), grant.statements]));
  const grants = a.grants.map((grant) => {
    const others = more.get(extentOf(grant)) ?? [];
    if (others.every((one) => grant.statements.includes(one))) return grant;
    return { ...grant, statements: [...new Set([...grant.statements, ...others])].toSorted() };
  });
  return { ...a, grants };
}

/**
 * @returns permission sets by effect, and who holds which. What a restricting source that nobody could read might deny is
 *   granted and says what it `assumes`; where a granting source could not be read, what is not granted is unknown.
 */
export function evaluateAll(input: BulkInput): BulkResult {
  const opened = new Opened();
  const unreadResources = new Set<string>();
  const unreadPrincipals: string[] = [];
  const organizations = organizationsOf(input);
  const role = callerOf('arn:aws:iam::000000000000:role/anyone', '');
  if (role === undefined) throw new Error('a role is a caller');
  const anyone: Caller = { ...role, organizations };
  const tables = tablesOf(input, opened, unreadResources, anyone);
  const sets = new Map<string, PermissionSet>();
  const holders = new Map<string, string>();
  const sides = new Map<string, readonly OwnEffect[]>();
  // Principals of equal policies whom no resource policy and no RCP singles out have the same.
  const alike = new Map<string, string | undefined>();
  const shared = interned();
  for (const principal of input.principals) {
    const own = ownOf(principal, input, opened, open, organizations);
    if (own === undefined) continue;
    if (own.isUnknown) unreadPrincipals.push(principal.id);
    const isPlain = tables.every((table) => table.isPlain(own));
    if (isPlain && alike.has(own.key)) {
      const same = alike.get(own.key);
      if (same !== undefined) holders.set(principal.id, same);
      continue;
    }
    const effects = sides.get(own.key) ?? tables.map((table) => table.own(own));
    // Of plain principals nobody asks again.
    if (!isPlain) sides.set(own.key, effects);
    const grants = joined(
      tables.flatMap((table, i) => {
        const effect = effects[i];
        const found = effect === undefined ? undefined : table.found(own, effect);
        return found === undefined ? [] : grantsOf(found, shared);
      }),
    );
    const id = grants.length === 0 ? undefined : idOf(grants);
    if (isPlain) alike.set(own.key, id);
    if (id === undefined) continue;
    const known = sets.get(id);
    sets.set(id, known === undefined ? { id, grants } : withStatements(known, grants));
    holders.set(principal.id, id);
  }
  return {
    sets: [...sets.values()],
    holders,
    unknown: { principals: unreadPrincipals, resources: [...unreadResources] },
  };
}

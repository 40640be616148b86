/**
 * Why an answer is what it is: the facts a finding rests on, and the gaps a *cannot tell* names.
 */
import type { CheckedMatch } from '#graph/cypher/types.ts';
import { derivations, layers } from '#graph/derive/index.ts';
import type { Derivation } from '#graph/derive/types.ts';
import type { Catalogue, CatalogueKind, CatalogueRead } from '#graph/schema/catalogue.ts';
import { type Coverage, type Gap, isGap, scopeKey } from '#graph/schema/coverage.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import type { StoredNode } from '#graph/store/port.ts';
import type { AssetRef, Evidence } from './types.ts';

/** Nodes of one match by variable. */
export type Bound = ReadonlyMap<string, StoredNode>;

const textOf = (node: StoredNode, name: string, otherwise = ''): string => {
  const value = node.props[name];
  return typeof value === 'string' ? value : otherwise;
};

export const assetRef = (node: StoredNode): AssetRef => ({
  id: node.id,
  // What is only pointed at has none: it is not the asset without an immutable id that may once have stood in its place.
  uid: textOf(node, 'uid', node.props['seen'] === false ? '' : 'none'),
  name: textOf(node, 'name', node.id),
  kind: textOf(node, 'kind'),
  cloud: textOf(node, 'cloud'),
  account: textOf(node, 'account', 'none'),
  region: textOf(node, 'region', 'global'),
});

/** Derived properties whose text says why something is unknown. */
const saysWhy = new Set(['accessUnknown', 'exposureUnknown']);

/** Looks up who gives what, and what became of it in this scan. */
export class Sources {
  readonly #kinds: ReadonlyMap<string, CatalogueKind>;
  readonly #coverage: ReadonlyMap<string, readonly Coverage[]>;

  constructor(catalogue: Catalogue, coverage: readonly Coverage[]) {
    this.#kinds = new Map(catalogue.map((k) => [k.kind, k]));
    this.#coverage = Map.groupBy(coverage, (c) => c.kind);
  }

  #kind(node: StoredNode): CatalogueKind | undefined {
    return this.#kinds.get(textOf(node, 'kind'));
  }
  /** A stub may be known by a concept only: then every kind of that concept may be what it is. */
  #rows(node: StoredNode): readonly Coverage[] {
    return this.#named(textOf(node, 'kind')).flatMap((k) => this.#coverage.get(k.kind) ?? []);
  }
  #named(label: string): readonly CatalogueKind[] {
    const kind = this.#kinds.get(label);
    return kind === undefined ? [...this.#kinds.values()].filter((k) => k.concepts.includes(label)) : [kind];
  }
  /** Coverage rows that speak of the node: those of the asset itself, and those of its scope. */
  #speakOf(node: StoredNode): readonly Coverage[] {
    const scope = textOf(node, 'scope');
    return this.#rows(node).filter((c) =>
      c.asset === undefined ? scopeKey({ ...c.scope, parent: undefined }) === scope : c.asset === node.id,
    );
  }

  /** The fact itself; for a derived one also the observed facts of the same asset that it follows from. */
  evidence(node: StoredNode, property: string): readonly Evidence[] {
    const derivation = derivationOf(node, property);
    if (derivation === undefined) return [this.#fact(node, property)];
    const fact = { ...this.#fact(node, property), operation: `derived: ${derivation.name}` };
    const inputs = inputsOf(derivation, node).filter((name) => node.props[name] !== undefined);
    return [fact, ...inputs.map((name) => this.#fact(node, name))];
  }

  #fact(node: StoredNode, property: string): Evidence {
    const read = this.#kind(node)?.reads.find((r) => property in r.gives);
    const at = read === undefined ? undefined : this.#speakOf(node).find((c) => c.read === read.name)?.at;
    return {
      asset: node.id,
      operation: read?.operation ?? 'graph',
      field: read?.gives[property]?.from ?? property,
      property,
      value: (property === 'id' ? node.id : node.props[property]) ?? null,
      observedAt: node.props['stale'] === true || at === undefined ? textOf(node, 'observedAt') : at,
    };
  }

  /** The read of the node's kind that gives one of the edge types. */
  gives(node: StoredNode, types: readonly string[]): CatalogueRead | undefined {
    return this.#kind(node)?.reads.find((r) => r.edges.some((e) => types.includes(e)));
  }

  /** An edge that the node shows, or that it shows none. `at`: when the edge was seen. */
  edge(node: StoredNode, types: readonly string[], value: PropValue | null, at = ''): Evidence {
    const read = this.gives(node, types);
    const asked = read === undefined ? undefined : this.#speakOf(node).find((c) => c.read === read.name)?.at;
    const stale = node.props['stale'] === true || asked === undefined;
    return {
      asset: node.id,
      operation: read?.operation ?? 'graph',
      field: read?.name ?? 'edge',
      property: types.join('|'),
      value,
      observedAt: at || (stale ? textOf(node, 'observedAt') : asked),
    };
  }

  /** Why a property of the node is unknown. */
  propertyGaps(node: StoredNode, property: string): readonly Gap[] {
    if (property === 'id') return [];
    if (node.props['seen'] === false || node.props['stale'] === true) return this.#listing(node);
    const told = node.props[property];
    if (saysWhy.has(property) && typeof told === 'string' && told !== 'none')
      return [{ ...underived(node, property), reason: told }];
    if (told !== undefined) return [];
    const read = this.#kind(node)?.reads.find((r) => property in r.gives);
    if (read !== undefined) return this.#gapsOf(node, read);
    // A derived fact: the inputs that could not be read may have decided it.
    const derivation = derivationOf(node, property);
    const inputs = derivation === undefined ? [] : inputsOf(derivation, node);
    const missing = inputs.filter((name) => node.props[name] === undefined);
    const own = missing.flatMap((name) => this.propertyGaps(node, name));
    const all = derivation === undefined ? own : [...own, ...this.#gapsAround(node, derivation)];
    return all.length > 0 ? all : [underived(node, property)];
  }

  /** Gaps of what a derivation reads of other assets (the settings of the account). */
  #gapsAround(node: StoredNode, derivation: Giver): readonly Gap[] {
    const account = textOf(node, 'account');
    return derivation.needs
      .filter((need) => !node.labels.includes(need.label))
      .flatMap((need) =>
        this.#named(need.label).flatMap((kind) => {
          const asked = new Set(
            kind.reads.filter((r) => need.props.some((name) => name in r.gives)).map((r) => r.name),
          );
          return (this.#coverage.get(kind.kind) ?? []).filter(
            (c) =>
              isGap(c.outcome) && c.scope.account === account && (c.read === 'list' || asked.has(c.read)),
          );
        }),
      )
      .map(gapOf);
  }

  /** Why it is not known whether the node has edges of these types. */
  edgeGaps(node: StoredNode, types: readonly string[]): readonly Gap[] {
    if (node.props['seen'] === false || node.props['stale'] === true) return this.#listing(node);
    const incomplete = node.props['incomplete'];
    const missing = Array.isArray(incomplete) ? types.filter((t) => incomplete.includes(t)) : [];
    const reads = this.#kind(node)?.reads.filter((r) => r.edges.some((e) => missing.includes(e))) ?? [];
    return reads.flatMap((read) => this.#gapsOf(node, read));
  }

  #gapsOf(node: StoredNode, read: CatalogueRead): readonly Gap[] {
    const found = this.#speakOf(node).filter((c) => c.read === read.name && isGap(c.outcome));
    if (found.length > 0) return found.map(gapOf);
    return [
      {
        scope: textOf(node, 'scope'),
        kind: textOf(node, 'kind'),
        read: read.name,
        operation: read.operation,
        permissions: read.permissions,
        outcome: 'unreadable',
        reason: 'the reply did not hold it',
        asset: node.id,
      },
    ];
  }

  /** Why the asset itself was not (lately) seen. */
  #listing(node: StoredNode): readonly Gap[] {
    const gaps = this.#rows(node).filter((c) => c.read === 'list' && isGap(c.outcome));
    const scope = textOf(node, 'scope');
    const maybe = (name: 'account' | 'region', c: Coverage) =>
      [c.scope[name], '', undefined].includes(textOf(node, name)) || c.scope[name] === undefined;
    const near = gaps.filter((c) =>
      scope === ''
        ? maybe('account', c) && maybe('region', c)
        : scopeKey({ ...c.scope, parent: undefined }) === scope,
    );
    if (near.length > 0) return near.map(gapOf);
    const [kind, ...others] = this.#named(textOf(node, 'kind'));
    const list = others.length === 0 ? kind?.reads[0] : undefined;
    return [
      {
        scope: scope || `${textOf(node, 'cloud')}/${textOf(node, 'account', '-')}`,
        kind: textOf(node, 'kind'),
        read: 'list',
        operation: list?.operation ?? 'none',
        permissions: list?.permissions ?? [],
        outcome: 'not-asked',
        reason: textOf(node, 'staleReason', 'it is pointed at, but no listing of this scan shows it'),
        asset: node.id,
      },
    ];
  }
}

/** What gives a derived property; a layer reads more than the asset itself, so that it names no inputs. */
type Giver = Pick<Derivation, 'name' | 'on' | 'needs' | 'gives'>;
const givers: readonly Giver[] = [
  ...derivations,
  ...layers.flatMap(({ name, props = [] }) => props.map((one) => ({ ...one, name, needs: [] }))),
];
const derivationOf = (node: StoredNode, property: string): Giver | undefined =>
  givers.find((d) => node.labels.includes(d.on) && property in d.gives);

/** Properties of the node itself that the derivation reads. */
const inputsOf = (derivation: Giver, node: StoredNode): readonly string[] =>
  derivation.needs.filter((n) => node.labels.includes(n.label)).flatMap((n) => n.props);

export const gapOf = (c: Coverage): Gap => ({
  scope: scopeKey(c.scope),
  kind: c.kind,
  read: c.read,
  operation: c.operation,
  permissions: c.permissions,
  outcome: c.outcome,
  ...(c.code === undefined ? {} : { code: c.code }),
  ...(c.reason === undefined ? {} : { reason: c.reason }),
  ...(c.asset === undefined ? {} : { asset: c.asset }),
});

const underived = (node: StoredNode, property: string): Gap => ({
  scope: textOf(node, 'scope'),
  kind: textOf(node, 'kind'),
  read: 'derived',
  operation: 'none',
  permissions: [],
  outcome: 'not-asked',
  reason: `what was read does not decide ${property}: a condition or a grant to a named outsider needs the evaluation of access`,
  asset: node.id,
});

/** Evidence of a match: every property it reads of the nodes it returns. */
export const evidenceOf = (checked: CheckedMatch, bound: Bound, sources: Sources): readonly Evidence[] =>
  checked.properties.flatMap((use) => {
    const node = bound.get(use.variable);
    return node === undefined ? [] : sources.evidence(node, use.property);
  });

/** What would have to be readable to tell, each gap once. `far`: gaps at the far ends of edges. */
export function gapsOf(
  checked: CheckedMatch,
  bound: Bound,
  sources: Sources,
  far: readonly Gap[] = [],
): readonly Gap[] {
  const all: Gap[] = [...far];
  for (const { variable, property } of checked.properties) {
    const node = bound.get(variable);
    if (node !== undefined) all.push(...sources.propertyGaps(node, property));
  }
  for (const { from, to, types } of checked.edges)
    for (const end of [from, to]) {
      const node = end === null ? undefined : bound.get(end);
      if (node !== undefined) all.push(...sources.edgeGaps(node, types));
    }
  const gaps = [...new Map(all.map((g) => [JSON.stringify(g), g])).values()];
  // Where a read failed on the asset itself, that it failed in the whole place says the same once more.
  const said = (g: Gap) => JSON.stringify([g.scope, g.kind, g.read, g.outcome, g.code]);
  const onAssets = new Set(gaps.filter((g) => g.asset !== undefined).map(said));
  return gaps.filter((g) => g.asset !== undefined || !onAssets.has(said(g)));
}

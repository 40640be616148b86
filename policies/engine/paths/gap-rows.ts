/** Reads that failed, found by what they would have told. */
import type { CatalogueKind } from '#graph/schema/catalogue.ts';
import { type Coverage, type Gap, isGap } from '#graph/schema/coverage.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { gapOf } from '../explain.ts';

export const textOf = (node: StoredNode, name: string): string => {
  const value = node.props[name];
  return typeof value === 'string' ? value : '';
};

/** Says nothing of which read it was. */
const plainWords = new Set(
  'a an and are be been could default describe failed for get has in is it its list no none not of one or read say that the this to unread was were what which who aws asset arn'.split(
    ' ',
  ),
);
/** Words of a text or of a name in camel case, in the singular. */
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .map((word) => word.replace(/ies$/, 'y').replace(/s$/, ''))
      .filter((word) => word !== '' && !plainWords.has(word)),
  );

const isIdentity = ({ concepts }: CatalogueKind): boolean =>
  concepts.some((c) => c === 'Principal' || c === 'AccessPolicy' || c === 'Credential');

/** An unread fact without a row of coverage of its own: a policy that came and could not be understood. */
export const bare = (node: StoredNode, reason: string): Gap => ({
  scope: textOf(node, 'scope'),
  kind: textOf(node, 'kind'),
  read: 'derived',
  operation: 'derived',
  permissions: [],
  outcome: 'unreadable',
  reason,
  asset: node.id,
});

/** Rows of coverage that are gaps. */
export class GapRows {
  readonly #kinds: ReadonlyMap<string, CatalogueKind>;
  readonly #ofAsset: ReadonlyMap<string, readonly Coverage[]>;
  /** Without an asset, by account. */
  readonly #around: ReadonlyMap<string, readonly Coverage[]>;
  /** Listings by account and by label: the kind, and each of its concepts. */
  readonly #listings = new Map<string, Coverage[]>();
  readonly #words = new Map<string, ReadonlySet<string>>();
  readonly #near = new Map<string, Coverage | undefined>();
  readonly listings: readonly Coverage[];

  constructor(coverage: readonly Coverage[], kinds: ReadonlyMap<string, CatalogueKind>) {
    this.#kinds = kinds;
    const rows = coverage.filter((c) => isGap(c.outcome));
    this.#ofAsset = Map.groupBy(
      rows.filter((c) => c.asset !== undefined),
      (c) => c.asset ?? '',
    );
    this.#around = Map.groupBy(
      rows.filter((c) => c.asset === undefined),
      (c) => c.scope.account ?? '',
    );
    this.listings = rows.filter((c) => c.read === 'list');
    for (const row of this.listings)
      for (const label of new Set([row.kind, ...(kinds.get(row.kind)?.concepts ?? [])])) {
        const key = `${row.scope.account ?? ''} ${label}`;
        const known = this.#listings.get(key);
        if (known === undefined) this.#listings.set(key, [row]);
        else known.push(row);
      }
  }

  /** The listing that would have shown what is only pointed at; the one of its own kind before those of its concepts. */
  listingOf(node: StoredNode): Coverage | undefined {
    const account = textOf(node, 'account');
    for (const label of new Set([textOf(node, 'kind'), ...node.labels])) {
      const [row] = this.#listings.get(`${account} ${label}`) ?? [];
      if (row !== undefined) return row;
    }
    return undefined;
  }

  /** Rows that say why the node shows no edges of these types. */
  ofEdges(node: StoredNode, types: readonly string[]): readonly Coverage[] {
    const kind = textOf(node, 'kind');
    const reads = this.#kinds.get(kind)?.reads.filter((r) => r.edges.some((e) => types.includes(e)));
    const near = [
      ...(this.#ofAsset.get(node.id) ?? []),
      ...(this.#around.get(textOf(node, 'account')) ?? []),
    ];
    return near.filter((c) => c.kind === kind && reads?.some((r) => r.name === c.read) === true);
  }

  /** The read that the reason speaks of, where one failed; else what the derivation says alone. */
  ofReason(node: StoredNode, reason: string): Gap {
    const told = wordsOf(reason);
    const own = this.#best(this.#ofAsset.get(node.id) ?? [], told);
    const row = own ?? this.#nearest(node, reason, told);
    return row === undefined ? bare(node, reason) : { ...gapOf(row), reason };
  }

  #nearest(node: StoredNode, reason: string, told: ReadonlySet<string>): Coverage | undefined {
    const [account, kind] = [textOf(node, 'account'), textOf(node, 'kind')];
    const isPrincipal = node.labels.includes('Principal');
    const key = JSON.stringify([account, kind, isPrincipal, reason]);
    if (this.#near.has(key)) return this.#near.get(key);
    const around = this.#around.get(account) ?? [];
    const identities = around.filter(({ kind: of }) => {
      const known = this.#kinds.get(of);
      return known !== undefined && isIdentity(known);
    });
    const found =
      this.#best(
        around.filter((c) => c.kind === kind),
        told,
      ) ?? (isPrincipal ? (this.#best(identities, told) ?? identities[0]) : this.#best(around, told));
    this.#near.set(key, found);
    return found;
  }

  /** The row with the most words of the reason; none with none of them. */
  #best(rows: readonly Coverage[], told: ReadonlySet<string>): Coverage | undefined {
    let best: Coverage | undefined;
    let most = 0;
    for (const row of rows) {
      const words = this.#wordsOfRead(row);
      const shared = [...told].filter((word) => words.has(word)).length;
      if (shared > most) [best, most] = [row, shared];
    }
    return best;
  }

  #wordsOfRead({ kind, read, operation }: Coverage): ReadonlySet<string> {
    const key = `${kind} ${read} ${operation}`;
    const known = this.#words.get(key);
    if (known !== undefined) return known;
    const gives = this.#kinds.get(kind)?.reads.find((r) => r.name === read)?.gives ?? {};
    const words = wordsOf([operation, read, ...Object.keys(gives)].join(' '));
    this.#words.set(key, words);
    return words;
  }
}

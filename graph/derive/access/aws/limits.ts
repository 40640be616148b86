/**
 * What an organisation lets the identities of an account do (SCPs) and lets be done to its resources (RCPs), level by level.
 *
 * Known to restrict nothing: an account in no organisation, the management account, one of an organisation without these
 * policies, a type that is switched off. Whatever could not be read, or was read at an earlier scan only, is unread and never
 * nothing: the evaluation assumes that it allows, and says so.
 *
 * Source: AWS Organizations User Guide, "Service control policies (SCPs)" and "Resource control policies (RCPs)": "Tasks and
 * entities not restricted", "SCP evaluation" (each level must allow; a type that is on has at least one policy on each),
 * "Available feature sets".
 */
import type { AccountLimits, PolicyText } from '#graph/access/aws/bulk/types.ts';
import type { View } from '#graph/derive/types.ts';
import { accountId } from '#graph/schema/aws/ids.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { flagOf, isSeen, isStale, lacks, textOf } from './read.ts';

/** A policy on one level of the way from the root to an account. */
export interface LimitPolicy {
  readonly id: string;
  readonly name: string;
  readonly text: PolicyText;
}

export type LimitLevels = readonly (readonly LimitPolicy[] | null)[];

export interface Limits {
  /** Id of the organisation of the account, or `none`; undefined where nobody knows. */
  readonly organization?: string | undefined;
  /** Root → account. `undefined`: known to be none. `null`: not read. */
  readonly scps: LimitLevels | null | undefined;
  readonly rcps: LimitLevels | null | undefined;
  /** Ids of the nodes that it was read from. */
  readonly inputs: { readonly scps: readonly string[]; readonly rcps: readonly string[] };
}

const types = {
  scps: { kind: 'AwsOrganizationsScp', enabled: 'scpEnabled' },
  rcps: { kind: 'AwsOrganizationsRcp', enabled: 'rcpEnabled' },
} as const;
type Type = keyof typeof types;

const isFresh = (node: StoredNode | undefined): node is StoredNode => isSeen(node) && !isStale(node);
const isParent = ({ labels }: StoredNode): boolean =>
  labels.includes('AwsOrganizationsRoot') || labels.includes('AwsOrganizationsUnit');

/** Labels of the nodes and types of the edges that are read. */
export const limitNeeds = [
  'AwsAccount',
  'AwsOrganization',
  'AwsOrganizationsRoot',
  'AwsOrganizationsUnit',
  'AwsOrganizationsScp',
  'AwsOrganizationsRcp',
] as const;
export const limitEdges = ['CONTAINS', 'HAS_POLICY'] as const;

const nothing = { scps: [], rcps: [] };
const none: Limits = { scps: undefined, rcps: undefined, inputs: nothing };
const unread: Limits = { scps: null, rcps: null, inputs: nothing };

/** Reads the limits of accounts, each once. */
export class Organizations {
  readonly #view: View;
  readonly #above = new Map<string, StoredEdge[]>();
  readonly #policies = new Map<string, string[]>();
  readonly #known = new Map<string, Limits>();
  readonly #organizations: readonly StoredNode[];

  constructor(view: View) {
    this.#view = view;
    this.#organizations = [...view.nodes('AwsOrganization')].filter(isSeen);
    for (const edge of view.edges('CONTAINS'))
      this.#above.set(edge.to, [...(this.#above.get(edge.to) ?? []), edge]);
    for (const { from, to } of view.edges('HAS_POLICY'))
      this.#policies.set(from, [...(this.#policies.get(from) ?? []), to]);
  }

  /** @param account 12 digits */
  of(partition: string, account: string): Limits {
    const id = accountId({ partition, account });
    const known = this.#known.get(id) ?? {
      ...this.#read(id, account),
      organization: this.#idOf(id, account),
    };
    this.#known.set(id, known);
    return known;
  }

  #idOf(id: string, account: string): string | undefined {
    const told = textOf(this.#view.node(id), 'organization');
    if (told !== undefined) return told;
    const above = new Set((this.#above.get(id) ?? []).map(({ from }) => from));
    const [own] = this.#organizations.filter(
      (one) => above.has(one.id) || textOf(one, 'managementAccount') === account,
    );
    return textOf(own, 'name');
  }

  #read(id: string, account: string): Limits {
    const node = this.#view.node(id);
    if (isFresh(node) && textOf(node, 'organization') === 'none') return none;
    const manages = this.#organizations.find((one) => textOf(one, 'managementAccount') === account);
    if (manages !== undefined) return { ...none, inputs: { scps: [manages.id], rcps: [manages.id] } };
    const above = this.#above.get(id) ?? [];
    const bare = this.#organizations.find(
      (one) =>
        textOf(one, 'features') === 'CONSOLIDATED_BILLING' && above.some(({ from }) => from === one.id),
    );
    if (bare !== undefined) return { ...none, inputs: { scps: [bare.id], rcps: [bare.id] } };
    const way = this.#wayTo(id);
    if (way === undefined) return unread;
    const scps = this.#levels('scps', way);
    const rcps = this.#levels('rcps', way);
    const inputs = (levels: LimitLevels | null | undefined): readonly string[] => [
      ...way.filter((one) => one !== id),
      ...(levels ?? []).flatMap((level) => (level ?? []).map((one) => one.id)),
    ];
    return { scps, rcps, inputs: { scps: inputs(scps), rcps: inputs(rcps) } };
  }

  /** Ids from the root to the account; `undefined` where some of the way was not read at this scan. */
  #wayTo(account: string): readonly string[] | undefined {
    const way = [account];
    for (;;) {
      const [at = ''] = way;
      const top = this.#view.node(at);
      if (top?.labels.includes('AwsOrganizationsRoot')) return way;
      const [edge] = (this.#above.get(at) ?? []).filter(({ from }) => {
        const parent = this.#view.node(from);
        return parent !== undefined && isParent(parent);
      });
      const isGood =
        edge !== undefined && edge.props['stale'] !== true && isFresh(this.#view.node(edge.from));
      if (!isGood || way.includes(edge.from)) return undefined;
      way.unshift(edge.from);
    }
  }

  #levels(type: Type, way: readonly string[]): LimitLevels | null | undefined {
    const { kind, enabled } = types[type];
    const isOn = flagOf(this.#view.node(way[0] ?? ''), enabled);
    if (isOn === false) return undefined;
    // Where a policy hangs is told by the policy: one that could not tell may hang anywhere.
    const isScattered = [...this.#view.nodes(kind)].some((one) => isSeen(one) && lacks(one, 'HAS_POLICY'));
    if (isOn === null) return null;
    return way.map((id) => {
      const found = (this.#policies.get(id) ?? []).flatMap((to) => {
        const policy = this.#view.node(to);
        return policy?.labels.includes(kind) ? [limitOf(policy)] : [];
      });
      // A type that is on has a policy on every level.
      if (found.length === 0) return null;
      const lost: LimitPolicy = {
        id: way[0] ?? '',
        name: 'a policy whose targets were not read',
        text: null,
      };
      return isScattered ? [...found, lost] : found;
    });
  }
}

const limitOf = (node: StoredNode): LimitPolicy => ({
  id: node.id,
  name: textOf(node, 'name') ?? node.id,
  text: isFresh(node) ? (textOf(node, 'document') ?? null) : null,
});

const textsOfLevels = (levels: LimitLevels | null | undefined): AccountLimits['scps'] =>
  levels?.map((level) => level?.map((one) => one.text) ?? null) ?? (levels === null ? null : undefined);

/** As the evaluation takes them. */
export function accountLimits({ organization, scps, rcps }: Limits): AccountLimits {
  const known = { scps: textsOfLevels(scps), rcps: textsOfLevels(rcps) };
  return {
    ...(organization === undefined ? {} : { organization }),
    ...(known.scps === undefined ? {} : { scps: known.scps }),
    ...(known.rcps === undefined ? {} : { rcps: known.rcps }),
  };
}

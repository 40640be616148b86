/** The graph as the bulk evaluation of AWS takes it. */

import { strictest } from '#graph/access/aws/block.ts';
import { requestedRegion } from '#graph/access/aws/bulk/request.ts';
import type { AccountLimits, BulkInput, BulkPrincipal, BulkResource } from '#graph/access/aws/bulk/types.ts';
import type { View } from '#graph/derive/types.ts';
import { NO_POLICY } from '#graph/schema/aws/document.ts';
import { accountId, parseArn } from '#graph/schema/aws/ids.ts';
import type { Catalogue, CatalogueKind } from '#graph/schema/catalogue.ts';
import { ASSET } from '#graph/schema/node.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { verbActionsOf } from './actions.ts';
import { accountLimits, type Limits, limitEdges, limitNeeds, Organizations } from './limits.ts';
import { membersOf, principalKinds, principalNeeds, type Side, sideOf } from './principal.ts';
import { flagOf, isSeen, textOf } from './read.ts';
import { namedBy, ownerOf } from './resource.ts';

/** Labels and edge types that are read. */
export const accessNeeds: readonly string[] = [ASSET, ...principalNeeds, ...limitNeeds];
export const accessEdges: readonly string[] = ['MEMBER_OF', ...limitEdges];

/** What was read, with where from: the same for a bulk evaluation and for one question. */
export interface Facts {
  readonly input: BulkInput;
  /** By id of the principal. */
  readonly sides: ReadonlyMap<string, Side>;
  /** By number of the account. */
  readonly limits: ReadonlyMap<string, Limits>;
}

const ofAws = (catalogue: Catalogue): ReadonlyMap<string, CatalogueKind> =>
  new Map(catalogue.filter(({ cloud }) => cloud === 'aws').map((kind) => [kind.kind, kind]));

/** Seen assets of the kinds of AWS. */
export function* assetsOf(view: View, catalogue: Catalogue): Generator<StoredNode> {
  const kinds = ofAws(catalogue);
  for (const node of view.nodes(ASSET)) if (isSeen(node) && kinds.has(textOf(node, 'kind') ?? '')) yield node;
}

/**
 * Where the policy of a thing stands. The policy of a VPC endpoint is over what passes through it, and no resource policy:
 * nothing of EC2 has one (IAM User Guide, "AWS services that work with IAM").
 */
function policyProp(kind: CatalogueKind, id: string): string | undefined {
  if (kind.kind === 'AwsIamRole') return 'trustPolicy';
  if (parseArn(id)?.service === 'ec2') return undefined;
  return kind.reads.some(({ gives }) => gives['policy']?.type === 'json') ? 'policy' : undefined;
}

const partitionOf = (id: string): string => parseArn(id)?.partition ?? 'aws';

/** @returns its resource policy: `undefined` for none, `null` where it could not be read */
export function ownPolicyOf(node: StoredNode, kind: CatalogueKind): string | null | undefined {
  const name = policyProp(kind, node.id);
  if (name === undefined) return undefined;
  const text = textOf(node, name) ?? null;
  return text === NO_POLICY ? undefined : text;
}

function resourceOf(view: View, node: StoredNode, kind: CatalogueKind): BulkResource {
  const listedIn = textOf(node, 'account');
  const account = ownerOf(node.id, listedIn);
  const holder = view.node(accountId({ partition: partitionOf(node.id), account: listedIn ?? '' }));
  const policy = ownPolicyOf(node, kind);
  return {
    id: node.id,
    ...namedBy(node.id, account),
    kind: kind.kind,
    account,
    region: requestedRegion(partitionOf(node.id), textOf(node, 'region')),
    // What no account's node holds stays on itself.
    container: holder?.id ?? node.id,
    ...(policy === undefined ? {} : { policy }),
    ...(kind.kind === 'AwsS3Bucket'
      ? {
          restrictPublicBuckets: strictest([
            flagOf(node, 'restrictPublicBuckets'),
            flagOf(holder, 'restrictPublicBuckets'),
          ]),
        }
      : {}),
  };
}

function accountsOf(
  view: View,
  ids: Iterable<{ readonly partition: string; readonly account: string }>,
): ReadonlyMap<string, Limits> {
  const organizations = new Organizations(view);
  const found = new Map<string, Limits>();
  for (const { partition, account } of ids)
    if (!found.has(account)) found.set(account, organizations.of(partition, account));
  return found;
}

const bulkPrincipal = ({ id, identity, boundary }: Side): BulkPrincipal => ({
  id,
  identity,
  ...(boundary === undefined ? {} : { boundary: boundary.policy }),
});

/** All that the evaluation asks, read once. */
export function factsOf(view: View, catalogue: Catalogue): Facts {
  const kinds = ofAws(catalogue);
  const groups = membersOf(view);
  const sides = new Map<string, Side>();
  for (const label of principalKinds)
    for (const node of view.nodes(label))
      if (isSeen(node)) sides.set(node.id, sideOf(view, node, groups.get(node.id) ?? []));
  const resources: BulkResource[] = [];
  for (const node of assetsOf(view, catalogue)) {
    const kind = kinds.get(textOf(node, 'kind') ?? '');
    if (kind !== undefined && Object.keys(kind.verbs).length > 0)
      resources.push(resourceOf(view, node, kind));
  }
  const places = [
    ...[...sides.keys()].map((id) => ({ partition: partitionOf(id), account: parseArn(id)?.account ?? '' })),
    ...resources.flatMap(({ id, account }) =>
      account === undefined ? [] : [{ partition: partitionOf(id), account }],
    ),
  ];
  const limits = accountsOf(view, places);
  const accounts: Record<string, AccountLimits> = {};
  for (const [account, one] of limits) accounts[account] = accountLimits(one);
  const verbs = Object.fromEntries([...kinds.values()].map((kind) => [kind.kind, verbActionsOf(kind)]));
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
  const input: BulkInput = {
    principals: [...sides.values()].map(bulkPrincipal).toSorted(byId),
    resources: resources.toSorted(byId),
    verbs,
    accounts,
  };
  return { input, sides, limits };
}

/** The graph as the bulk evaluation takes it: all seen principals and all seen assets of kinds with verbs. */
export const bulkInputOf = (view: View, catalogue: Catalogue): BulkInput => factsOf(view, catalogue).input;

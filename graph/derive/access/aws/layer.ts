/**
 * Who may do what in AWS: principals of equal effect share a set of permissions, which grants verbs on assets, or on all of
 * a kind in an account.
 */
import { evaluateAll } from '#graph/access/aws/bulk/index.ts';
import type { BulkResource, BulkResult, Grant } from '#graph/access/aws/bulk/types.ts';
import { policyOfText } from '#graph/access/aws/policy.ts';
import type { Layer, LayerFact, View } from '#graph/derive/types.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { text } from '#graph/schema/fields.ts';
import { ASSET } from '#graph/schema/node.ts';
import { accessEdges, accessNeeds, assetsOf, type Facts, factsOf } from './input.ts';
import { unknownOf } from './principal.ts';

/** Id of the node of a permission set. */
export const permissionsId = (hash: string): string => `permissions:${hash}`;

/** Why the policy of a thing says nothing, by id. */
function unreadPolicies({ input }: Facts, { unknown }: BulkResult): ReadonlyMap<string, string> {
  const ids = new Set(unknown.resources);
  const reasons = new Map<string, string>();
  for (const { id, policy, kind } of input.resources) {
    if (!ids.has(id) || policy === undefined) continue;
    const type = kind === 'AwsIamRole' ? 'trust' : 'resource';
    const opened = policy === null ? undefined : policyOfText(policy, type);
    const name = type === 'trust' ? 'its trust policy' : 'its policy';
    reasons.set(
      id,
      opened !== undefined && 'malformed' in opened
        ? `${name}: ${opened.malformed}`
        : `${name} could not be read`,
    );
  }
  return reasons;
}

function* unknowns(view: View, catalogue: Catalogue, facts: Facts, result: BulkResult): Generator<LayerFact> {
  const policies = unreadPolicies(facts, result);
  const principals = new Set(result.unknown.principals);
  for (const { id } of assetsOf(view, catalogue)) {
    const side = principals.has(id) ? facts.sides.get(id) : undefined;
    const own = policies.get(id);
    const reasons = [...(side === undefined ? [] : unknownOf(side)), ...(own === undefined ? [] : [own])];
    yield { is: 'props', id, props: { accessUnknown: reasons.length === 0 ? 'none' : reasons.join('; ') } };
  }
}

/** The nodes on the side of its target that a grant follows from. */
function inputsOf(
  grant: Grant,
  { limits }: Facts,
  things: ReadonlyMap<string, BulkResource>,
): readonly string[] {
  const thing = things.get(grant.target);
  const account = grant.onContainer ? parseArn(grant.target)?.account : thing?.account;
  return [
    grant.target,
    // A bucket is shut to other accounts by its own account's setting too.
    ...(thing?.restrictPublicBuckets === undefined ? [] : [thing.container]),
    ...(limits.get(account ?? '')?.inputs.rcps ?? []),
  ];
}

/** Keys of the grants of a set: those of one verb on one target are counted, in an order of their content alone. */
function keyed(grants: readonly Grant[]): readonly (readonly [string, Grant])[] {
  const same = Map.groupBy(grants, ({ verb, kind, target }) => JSON.stringify([verb, kind, target]));
  return [...same.values()].flatMap((of) =>
    of
      .map((grant) => [JSON.stringify({ ...grant, statements: [] }), grant] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, grant], i) => [`${grant.verb} ${grant.kind}${i === 0 ? '' : ` ${i + 1}`}`, grant] as const),
  );
}

function* sets(facts: Facts, result: BulkResult): Generator<LayerFact> {
  const things = new Map(facts.input.resources.map((one) => [one.id, one]));
  for (const { id, grants } of result.sets) {
    const from = permissionsId(id);
    const name = `permissions ${id.slice(0, 8)}`;
    yield { is: 'node', id: from, concept: 'PermissionSet', name, props: { contentHash: id } };
    for (const [key, grant] of keyed(grants)) {
      const { verb, actions, kind, onContainer, state, part, whole, conditions, statements } = grant;
      yield {
        is: 'edge',
        from,
        type: 'GRANTS',
        to: grant.target,
        key,
        props: {
          verb,
          actions,
          kind,
          onContainer,
          state,
          part,
          whole,
          conditions: JSON.stringify(conditions),
          statements,
        },
        inputs: inputsOf(grant, facts, things),
        assumes: grant.assumes,
      };
    }
  }
  for (const [principal, set] of result.holders) {
    const account = parseArn(principal)?.account ?? '';
    yield {
      is: 'edge',
      from: principal,
      type: 'HAS_PERMISSIONS',
      to: permissionsId(set),
      key: '',
      inputs: [
        ...(facts.sides.get(principal)?.inputs ?? []),
        ...(facts.limits.get(account)?.inputs.scps ?? []),
      ],
    };
  }
}

/**
 * Effective access of all users and roles to all assets of kinds with verbs. What nobody could read is never an edge and never
 * the lack of one: `accessUnknown` of the principal or of the thing says why.
 */
export const awsAccess: Layer = {
  name: 'aws-access',
  needs: accessNeeds,
  edges: accessEdges,
  gives: ['HAS_PERMISSIONS', 'GRANTS'],
  props: [{ on: ASSET, gives: { accessUnknown: text('derived') } }],
  *derive(view, catalogue) {
    const facts = factsOf(view, catalogue);
    const result = evaluateAll(facts.input);
    yield* sets(facts, result);
    yield* unknowns(view, catalogue, facts, result);
  },
};

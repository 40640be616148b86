/** What a user or role may do by its own policies: which documents, by what names, from which nodes. */
import type { PolicyText } from '#graph/access/aws/bulk/types.ts';
import { policyOfText } from '#graph/access/aws/policy.ts';
import type { View } from '#graph/derive/types.ts';
import { inlinePolicies } from '#graph/schema/aws/facts.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { isSeen, lacks, textOf, textsOf } from './read.ts';

export const principalKinds = ['AwsIamRole', 'AwsIamUser'] as const;

export const principalNeeds = [
  ...principalKinds,
  'AwsIamGroup',
  'AwsIamPolicy',
  'AwsIamAwsManagedPolicy',
] as const;

export interface NamedText {
  /** As a person knows it: the ARN of a managed policy, else whose inline policy of which name. */
  readonly name: string;
  /** `null`: it could not be read. */
  readonly policy: PolicyText;
}

export interface Side {
  readonly id: string;
  readonly identity: readonly NamedText[] | null;
  /** Absent: it has none. `policy` null: it has one that could not be read, or nobody knows whether it has. */
  readonly boundary: NamedText | undefined;
  /** Ids of the nodes that it follows from. */
  readonly inputs: readonly string[];
}

/** Groups of users by MEMBER_OF: user → groups. */
export function membersOf(view: View): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { from, to } of view.edges('MEMBER_OF')) {
    const known = groups.get(from);
    if (known === undefined) groups.set(from, [to]);
    else known.push(to);
  }
  return groups;
}

const lost = (name: string): NamedText => ({ name, policy: null });

function inlineOf(node: StoredNode, of: string): readonly NamedText[] {
  const text = textOf(node, 'inlinePolicies');
  if (text === undefined) return [lost(`inline policies${of}`)];
  try {
    return inlinePolicies
      .parse(JSON.parse(text))
      .map(({ name, document }) => ({ name: `inline policy ${name}${of}`, policy: document }));
  } catch {
    return [lost(`inline policies${of}`)];
  }
}

function managed(view: View, id: string): NamedText {
  const node = view.node(id);
  return { name: id, policy: (isSeen(node) ? textOf(node, 'document') : undefined) ?? null };
}

function attachedOf(view: View, node: StoredNode, of: string): readonly NamedText[] {
  const ids = textsOf(node, 'attachedPolicies');
  return ids === undefined ? [lost(`attached policies${of}`)] : ids.map((id) => managed(view, id));
}

interface Part {
  readonly texts: readonly NamedText[];
  readonly inputs: readonly string[];
}

const partOf = (view: View, node: StoredNode, of: string): Part => ({
  texts: [...inlineOf(node, of), ...attachedOf(view, node, of)],
  inputs: [node.id, ...(textsOf(node, 'attachedPolicies') ?? [])],
});

function groupsOf(view: View, user: StoredNode, groups: readonly string[]): readonly Part[] {
  const named = textsOf(user, 'groups');
  const isWhole = !lacks(user, 'MEMBER_OF') && named !== undefined && named.length <= groups.length;
  const parts = groups.map((id): Part => {
    const group = view.node(id);
    const name = textOf(group, 'name') ?? id;
    return isSeen(group)
      ? partOf(view, group, ` of group ${name}`)
      : { texts: [lost(`policies of group ${name}`)], inputs: [id] };
  });
  return isWhole ? parts : [...parts, { texts: [lost('groups that it is in')], inputs: [] }];
}

function boundaryOf(view: View, node: StoredNode): NamedText | undefined {
  const id = textOf(node, 'boundary');
  if (id === undefined) return lost('boundary');
  return id === 'none' ? undefined : managed(view, id);
}

/** @param groups ids of the groups that it is a member of */
export function sideOf(view: View, node: StoredNode, groups: readonly string[]): Side {
  const isNothingKnown =
    textOf(node, 'inlinePolicies') === undefined && textsOf(node, 'attachedPolicies') === undefined;
  const isUser = node.labels.includes('AwsIamUser');
  const parts = [partOf(view, node, ''), ...(isUser ? groupsOf(view, node, groups) : [])];
  const boundary = boundaryOf(view, node);
  const texts = new Map(parts.flatMap((part) => part.texts.map((one) => [one.name, one] as const)));
  return {
    id: node.id,
    identity: isNothingKnown ? null : [...texts.values()],
    boundary,
    inputs: [
      ...parts.flatMap((part) => part.inputs),
      ...(boundary === undefined || boundary.name === 'boundary' ? [] : [boundary.name]),
    ],
  };
}

/** Why what it may do cannot be told whole; none where it can. */
export function unknownOf({ identity }: Side): readonly string[] {
  if (identity === null) return ['its policies could not be read'];
  return identity.flatMap(({ name, policy }) => {
    if (policy === null) return [`${name}: could not be read`];
    const opened = policyOfText(policy, 'identity');
    return 'malformed' in opened ? [`${name}: ${opened.malformed}`] : [];
  });
}

/** Where an attack begins: classes of entries, each a plain rule over the nodes of the graph. */
import type { Hold } from '#graph/paths/states.ts';
import type { StateRef } from '#graph/paths/step-graph.ts';
import type { StoredNode } from '#graph/store/port.ts';

export const entryNames = [
  'internet',
  'aws-accounts',
  'external-account',
  'leaked-credential',
  'organisation-member',
  'ai-workload',
  'poisoned-content',
  'declared',
] as const;
/** `declared`: what the operator's configuration names. */
export type EntryName = (typeof entryNames)[number];

export interface EntryClass {
  readonly name: EntryName;
  readonly title: string;
  /** Nodes with one of these labels. */
  readonly labels: readonly string[];
  /** What the attacker begins with. */
  readonly hold: Hold;
  /** Whether it is one; null where what it hangs on is unknown. */
  readonly is?: (node: StoredNode) => boolean | null;
  /** 0 to 1: how easily somebody stands there. */
  readonly weight: number;
  /** Concepts of what tells who they are: a listing of such that failed hides some. */
  readonly toldBy?: readonly string[];
}

/** Properties that the rules read. */
export const entryProps: readonly string[] = ['name', 'account', 'status', 'administrator', 'seen', 'kind'];

const aiWorkloads = [
  'Notebook',
  'ModelEndpoint',
  'Model',
  'TrainingJob',
  'ProcessingJob',
  'AgentRuntime',
  'AgentSandbox',
  'AiApp',
  'AiUserProfile',
] as const;

export const entryClasses: readonly EntryClass[] = [
  { name: 'internet', title: 'Anyone on the internet', labels: ['Internet'], hold: 'own', weight: 1 },
  {
    name: 'aws-accounts',
    title: 'Anyone with an AWS account',
    labels: ['Everyone'],
    hold: 'own',
    weight: 1,
  },
  {
    name: 'external-account',
    title: 'An account, or a stranger with a login of an open provider, outside of the organisation',
    labels: ['ExternalPrincipal'],
    hold: 'own',
    weight: 0.8,
  },
  {
    name: 'leaked-credential',
    title: 'Whoever finds a long-lived credential',
    labels: ['Credential'],
    hold: 'own',
    is: ({ props }) => (typeof props['status'] === 'string' ? props['status'] === 'Active' : null),
    weight: 0.7,
    toldBy: ['Principal', 'AccessPolicy', 'Credential'],
  },
  {
    name: 'organisation-member',
    title: 'A member of the organisation who is no administrator',
    labels: ['User'],
    hold: 'own',
    is: ({ props }) => (typeof props['administrator'] === 'boolean' ? !props['administrator'] : null),
    weight: 0.5,
    toldBy: ['Principal', 'AccessPolicy', 'Credential'],
  },
  {
    name: 'ai-workload',
    title: 'A compromised AI workload',
    labels: aiWorkloads,
    toldBy: aiWorkloads,
    hold: 'own',
    is: ({ props }) => props['seen'] !== false,
    weight: 0.5,
  },
  {
    name: 'poisoned-content',
    title: 'Whoever writes what an AI workload reads from outside',
    labels: ['DataStore'],
    hold: 'put',
    is: ({ id }) => id.startsWith('host/'),
    toldBy: ['KnowledgeSource'],
    weight: 0.6,
  },
];

export interface EntryStates {
  readonly surely: readonly StateRef[];
  /** Where it is unknown whether it is an entry. */
  readonly possibly: readonly StateRef[];
}

/** The entries of a class among nodes that have one of its labels. */
export function statesOfEntry({ hold, is }: EntryClass, nodes: Iterable<StoredNode>): EntryStates {
  const surely: StateRef[] = [];
  const possibly: StateRef[] = [];
  for (const node of nodes) {
    const yes = is === undefined ? true : is(node);
    if (yes !== false) (yes === null ? possibly : surely).push({ id: node.id, hold });
  }
  return { surely, possibly };
}

import { expect, test } from 'vitest';
import type { View } from '#graph/derive/types.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { awsRunsAs } from './layer.ts';

const concepts: Readonly<Record<string, readonly string[]>> = {
  AwsSageMakerUserProfile: ['AiUserProfile'],
  AwsSageMakerSpace: ['AiSpace'],
};
const node = (id: string, kind: string, props: Readonly<Record<string, PropValue>> = {}): StoredNode => ({
  id,
  labels: ['Asset', kind, ...(concepts[kind] ?? [])],
  props: { seen: true, ...props },
});
const edge = (from: string, type: string, to: string, key = ''): StoredEdge => ({
  from,
  type,
  to,
  key,
  props: {},
});

function acts(nodes: readonly StoredNode[], edges: readonly StoredEdge[]) {
  const view: View = {
    nodes: (label) => nodes.filter((n) => n.labels.includes(label)),
    node: (id) => nodes.find((n) => n.id === id),
    edges: (type) => edges.filter((e) => e.type === type),
  };
  return [...awsRunsAs.derive(view, [])].flatMap((fact) =>
    fact.is === 'edge' ? [`${fact.from} as ${fact.to} by ${fact.inputs.join(' ')}`] : [],
  );
}

const studio = [
  node('domain', 'AwsSageMakerDomain'),
  node('plain', 'AwsSageMakerUserProfile', { ownRole: false }),
  node('own', 'AwsSageMakerUserProfile', { ownRole: true }),
];
const home = [
  edge('domain', 'RUNS_AS', 'boss', 'default'),
  edge('domain', 'RUNS_AS', 'shared', 'space'),
  edge('domain', 'RUNS_AS', 'r-studio', 'rstudio'),
  edge('plain', 'MEMBER_OF_WORKSPACE', 'domain'),
  edge('own', 'MEMBER_OF_WORKSPACE', 'domain'),
  edge('own', 'RUNS_AS', 'mine'),
];

test('a profile without a role of its own has that of its domain, and one with a role only that', () => {
  expect(acts(studio, home)).toEqual(['plain as boss by plain boss domain']);
});

test('a profile of which the role could not be read has none that is known', () => {
  expect(acts([...studio.slice(0, 1), node('plain', 'AwsSageMakerUserProfile')], home)).toEqual([]);
});

test.each([
  ['a shared space has the role for spaces', 'Shared', 'own', ['s as shared by s shared domain']],
  ['a private space has the role of its owner', 'Private', 'own', ['s as mine by s mine own']],
  ['whose role may come from the domain', 'Private', 'plain', ['s as boss by s boss domain plain']],
])('%s', (_title, sharing, owner, expected) => {
  const nodes = [...studio, node('s', 'AwsSageMakerSpace', { sharing })];
  const edges = [...home, edge('s', 'MEMBER_OF_WORKSPACE', 'domain'), edge(owner, 'CONTAINS', 's', 'owner')];
  expect(acts(nodes, edges).filter((line) => line.startsWith('s '))).toEqual(expected);
});

test('an app has the role of the profile or the space in which it runs', () => {
  const nodes = [
    ...studio,
    node('s', 'AwsSageMakerSpace', { sharing: 'Shared' }),
    node('a', 'AwsSageMakerApp'),
    node('b', 'AwsSageMakerApp'),
  ];
  const edges = [
    ...home,
    edge('s', 'MEMBER_OF_WORKSPACE', 'domain'),
    edge('plain', 'CONTAINS', 'a', 'app'),
    edge('s', 'CONTAINS', 'b', 'app'),
  ];
  expect(acts(nodes, edges).filter((line) => /^[ab] /.test(line))).toEqual([
    'a as boss by a boss domain plain',
    'b as shared by b shared domain s',
  ]);
});

test('an endpoint acts with the roles of the models behind its configuration, each once', () => {
  const nodes = [node('e', 'AwsSageMakerEndpoint')];
  const edges = [
    edge('e', 'CONFIGURED_BY', 'c'),
    edge('c', 'SERVES', 'm1', 'blue'),
    edge('c', 'SERVES', 'm2', 'green'),
    edge('m1', 'RUNS_AS', 'role'),
    edge('m2', 'RUNS_AS', 'role'),
  ];
  expect(acts(nodes, edges)).toEqual(['e as role by e role c m1 m2']);
});

test('a transform job acts with the role of its model', () => {
  const edges = [edge('t', 'USES_MODEL', 'm'), edge('m', 'RUNS_AS', 'role')];
  expect(acts([node('t', 'AwsSageMakerTransformJob')], edges)).toEqual(['t as role by t role m']);
});

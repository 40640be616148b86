/**
 * The view of access as the policy dialect prints it (`#graph/cypher`): `(p)-[:CAN_READ]->(x)` over sets of permissions, in
 * both readings.
 */
import { checkMatch } from '#graph/cypher/index.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { edge, ids, node, type QueryCase } from './types.ts';

const catalogue: Catalogue = (
  [
    ['Person', 'Principal'],
    ['Store', 'DataStore'],
  ] as const
).map(([kind, concept]) => ({
  kind,
  title: kind,
  cloud: 'aws',
  service: 'test',
  concepts: [concept],
  scope: 'account',
  verbs: {},
  reads: [{ name: 'list', operation: 'test:List', permissions: [], gives: {}, edges: [] }],
}));

const person = (id: string, accessUnknown = 'none') =>
  node(id, 'Asset Person Principal', { kind: 'Person', account: '1', accessUnknown });
const store = (id: string, account: string) =>
  node(id, 'Asset Store DataStore', { kind: 'Store', account, accessUnknown: 'none' });
const granted = { verb: 'READ', kind: 'Store', onContainer: false, state: 'yes' };
const all = { ...granted, onContainer: true };

/** `one` reads its own store; `many` all of account 2; `maybe` one under a condition; nobody knows of `dark`. */
const graph = {
  nodes: [
    ...['one', 'many', 'maybe', 'none'].map((id) => person(id)),
    person('dark', 'its policies could not be read'),
    store('own', '1'),
    store('far', '2'),
    store('further', '2'),
    store('shut', '3'),
    ...['1', '2'].map((account) => node(`account-${account}`, 'Asset Account', { kind: 'Account', account })),
    ...['single', 'broad', 'unsure'].map((id) => node(id, 'Derived PermissionSet')),
  ],
  edges: [
    edge('one', 'HAS_PERMISSIONS', 'single'),
    edge('many', 'HAS_PERMISSIONS', 'broad'),
    edge('maybe', 'HAS_PERMISSIONS', 'unsure'),
    edge('single', 'GRANTS', 'own', 'READ Store', granted),
    edge('broad', 'GRANTS', 'account-2', 'READ Store', all),
    // The same access in two ways is one.
    edge('broad', 'GRANTS', 'far', 'READ Store', granted),
    edge('unsure', 'GRANTS', 'own', 'READ Store', { ...granted, state: 'conditional' }),
    edge('unsure', 'GRANTS', 'account-1', 'WRITE Store', { ...all, verb: 'WRITE' }),
  ],
};

function both(
  name: string,
  text: string,
  surely: QueryCase['rows'],
  possibly: QueryCase['rows'],
): readonly QueryCase[] {
  const match = checkMatch(text, { catalogue });
  return [
    { name: `${name}, surely`, graph, query: match.surely.text, params: match.surely.params, rows: surely },
    {
      name: `${name}, possibly`,
      graph,
      query: match.possibly.text,
      params: match.possibly.params,
      rows: possibly,
    },
  ];
}

const stores = ['own', 'far', 'further', 'shut'];

export const accessCases: readonly QueryCase[] = [
  ...both(
    'who can read what',
    'MATCH (x:Store)<-[:CAN_READ]-(p:Person) RETURN x, p',
    [
      { id: 'own', p: 'one' },
      { id: 'far', p: 'many' },
      { id: 'further', p: 'many' },
    ],
    [
      { id: 'own', p: 'one' },
      { id: 'own', p: 'maybe' },
      { id: 'far', p: 'many' },
      { id: 'further', p: 'many' },
      ...stores.map((id) => ({ id, p: 'dark' })),
    ],
  ),
  ...both(
    'EXISTS of access',
    'MATCH (x:Store) WHERE EXISTS { (p:Person)-[:CAN_READ]->(x) } RETURN x',
    ids('own', 'far', 'further'),
    ids(...stores),
  ),
  ...both(
    'NOT EXISTS of access',
    'MATCH (p:Person) WHERE NOT EXISTS { (p)-[:CAN_READ]->(x:Store) } RETURN p',
    ids('none'),
    ids('maybe', 'none', 'dark'),
  ),
  ...both(
    'OPTIONAL MATCH of access that finds nothing',
    'MATCH (p:Person) OPTIONAL MATCH (p)-[:CAN_READ]->(x:Store) WITH * WHERE x IS NULL RETURN p',
    ids('none'),
    ids('maybe', 'none', 'dark'),
  ),
  ...both(
    'either of two verbs',
    'MATCH (p:Person)-[:CAN_READ|CAN_WRITE]->(x:Store) WHERE EXISTS { (q:Person)-[:CAN_WRITE]->(x) } RETURN p',
    ids('one', 'maybe'),
    ids('one', 'many', 'maybe', 'dark'),
  ),
];

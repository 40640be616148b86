/** A tiny AWS as a view, for tests. */
import type { LayerEdge, LayerFact, LayerProps, View } from '#graph/derive/types.ts';
import { accountId, parseArn } from '#graph/schema/aws/ids.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { json, type PropValue } from '#graph/schema/fields.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { awsAccess } from './layer.ts';

export const A = '111122223333';
export const B = '444455556666';
export const accountOf = (account: string): string => accountId({ partition: 'aws', account });

type Verbs = Catalogue[number]['verbs'];
const kind = (
  name: string,
  concepts: readonly string[],
  verbs: Verbs = {},
  hasPolicy = false,
): Catalogue[number] => ({
  kind: name,
  title: name,
  cloud: 'aws',
  service: 'test',
  concepts,
  scope: 'account',
  verbs,
  reads: [
    {
      name: 'list',
      operation: `test:List${name}`,
      permissions: [],
      gives: hasPolicy ? { policy: json('Policy') } : {},
      edges: [],
    },
  ],
});

export const catalogue: Catalogue = [
  kind('AwsAccount', ['Account']),
  kind('AwsIamUser', ['User', 'Principal'], { HOLDS_KEY: ['iam:CreateAccessKey'] }),
  kind('AwsIamRole', ['Role', 'Principal'], { ASSUME: ['sts:AssumeRole'], PASS: ['iam:PassRole'] }),
  kind('AwsIamGroup', ['Group']),
  kind('AwsIamPolicy', ['AccessPolicy']),
  kind(
    'AwsS3Bucket',
    ['ObjectStore', 'DataStore'],
    {
      READ: ['s3:GetObject', 's3:ListBucket'],
      WRITE: ['s3:PutObject'],
    },
    true,
  ),
  kind('AwsSageMakerEndpoint', ['ModelEndpoint'], { INVOKE: ['sagemaker:InvokeEndpoint'] }),
];

type Props = Readonly<Record<string, PropValue>>;
export type Statement = Readonly<Record<string, unknown>>;

export const doc = (...Statement: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });
export const allow = (
  Action: string | readonly string[],
  Resource: string,
  more: Statement = {},
): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
export const deny = (Action: string, Resource: string): Statement => ({
  ...allow(Action, Resource),
  Effect: 'Deny',
});
export const inline = (...statements: readonly Statement[]): Props => ({
  inlinePolicies: JSON.stringify([{ name: 'own', document: doc(...statements) }]),
});

/** A seen asset; properties of `more` over what it has, `null` for those that could not be read. */
export function node(
  id: string,
  kindName: string,
  more: Readonly<Record<string, PropValue | null>> = {},
): StoredNode {
  const { concepts = [] } = catalogue.find((one) => one.kind === kindName) ?? {};
  const given: Readonly<Record<string, PropValue | null>> = {
    name: id.split(/[:/]/).at(-1) ?? id,
    kind: kindName,
    account: parseArn(id)?.account || A,
    seen: true,
    stale: false,
    incomplete: [],
    observedAt: '2026-01-01T00:00:00.000Z',
    ...more,
  };
  const props = Object.entries(given).filter((entry): entry is [string, PropValue] => entry[1] !== null);
  return { id, labels: ['Asset', kindName, ...concepts], props: Object.fromEntries(props) };
}

type More = Readonly<Record<string, PropValue | null>>;
const identity = { inlinePolicies: '[]', attachedPolicies: [], boundary: 'none' };

export const role = (name: string, more: More = {}, account = A): StoredNode =>
  node(`arn:aws:iam::${account}:role/${name}`, 'AwsIamRole', {
    ...identity,
    trustPolicy: doc({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'ec2.amazonaws.com' },
    }),
    ...more,
  });
export const user = (name: string, more: More = {}): StoredNode =>
  node(`arn:aws:iam::${A}:user/${name}`, 'AwsIamUser', { ...identity, groups: [], ...more });
export const group = (name: string, more: More = {}): StoredNode =>
  node(`arn:aws:iam::${A}:group/${name}`, 'AwsIamGroup', {
    inlinePolicies: '[]',
    attachedPolicies: [],
    ...more,
  });
export const policy = (name: string, document: string | null, more: More = {}): StoredNode =>
  node(`arn:aws:iam::${A}:policy/${name}`, 'AwsIamPolicy', { document, ...more });
export const bucket = (name: string, more: More = {}): StoredNode =>
  node(`arn:aws:s3:::${name}`, 'AwsS3Bucket', { policy: '{}', restrictPublicBuckets: false, ...more });
export const endpoint = (name: string, more: More = {}, account = A): StoredNode =>
  node(`arn:aws:sagemaker:eu-west-1:${account}:endpoint/${name}`, 'AwsSageMakerEndpoint', more);
/** In no organisation. */
export const account = (number: string, more: More = {}): StoredNode =>
  node(accountOf(number), 'AwsAccount', { organization: 'none', restrictPublicBuckets: false, ...more });

export const edge = (from: string, type: string, to: string, props: Props = {}): StoredEdge => ({
  from,
  type,
  to,
  key: '',
  props,
});

export function viewOf(nodes: readonly StoredNode[], edges: readonly StoredEdge[] = []): View {
  const byId = new Map(nodes.map((one) => [one.id, one]));
  return {
    nodes: (label) => nodes.filter(({ labels }) => labels.includes(label)),
    node: (id) => byId.get(id),
    edges: (type) => edges.filter((one) => one.type === type),
  };
}

export interface Seen {
  readonly facts: readonly LayerFact[];
  readonly grants: readonly LayerEdge[];
  readonly holders: readonly LayerEdge[];
  readonly unknown: ReadonlyMap<string, PropValue | null | undefined>;
}

const isEdge =
  (type: string) =>
  (fact: LayerFact): fact is { readonly is: 'edge' } & LayerEdge =>
    fact.is === 'edge' && fact.type === type;
const isProps = (fact: LayerFact): fact is { readonly is: 'props' } & LayerProps => fact.is === 'props';

/** What the layer gives. */
export function seen(nodes: readonly StoredNode[], edges: readonly StoredEdge[] = []): Seen {
  const facts = [...awsAccess.derive(viewOf(nodes, edges), catalogue)];
  return {
    facts,
    grants: facts.filter(isEdge('GRANTS')),
    holders: facts.filter(isEdge('HAS_PERMISSIONS')),
    unknown: new Map(facts.filter(isProps).map(({ id, props }) => [id, props['accessUnknown']])),
  };
}

/** `verb target state` of what a principal is granted, sorted. */
export function granted({ grants, holders }: Seen, principal: string): readonly string[] {
  const sets = new Set(holders.filter(({ from }) => from === principal).map(({ to }) => to));
  return grants
    .filter(({ from }) => sets.has(from))
    .map(({ to, props }) => [props?.['verb'], to.split(/[:/]/).at(-1), props?.['state']].join(' '))
    .toSorted();
}

/** Tiny graphs for tests of exposure, and what the layer gives of them. */
import type { LayerFact, LayerView } from '#graph/derive/types.ts';
import type { Catalogue, CatalogueKind } from '#graph/schema/catalogue.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { awsExposure } from '../layer.ts';

export const ACCOUNT = '111122223333';
export const OTHER = '444455556666';
export const PARTNER = '999988887777';
export const ORG = 'o-ours000001';

type Bag = Readonly<Record<string, PropValue | null>>;

/** A seen node; properties that are null are unknown: the graph does not hold them. */
export const node = (id: string, labels: readonly string[], props: Bag = {}): StoredNode => ({
  id,
  labels: ['Asset', ...labels],
  props: Object.fromEntries(
    Object.entries({ seen: true, account: ACCOUNT, name: id.split(/[/:]/).at(-1) ?? id, ...props }).flatMap(
      ([k, v]): [string, PropValue][] => (v === null ? [] : [[k, v]]),
    ),
  ),
});

export const edge = (from: string, type: string, to: string, key = ''): StoredEdge => ({
  from,
  type,
  to,
  key,
  props: {},
});

export const ec2 = (resource: string): string => `arn:aws:ec2:eu-west-1:${ACCOUNT}:${resource}`;
export const accountArn = (account: string): string => `arn:aws:account::${account}:account`;

/** Our account, in no organisation: nothing above it restricts, and it blocks nothing itself. */
export const home = node(accountArn(ACCOUNT), ['AwsAccount', 'Account'], {
  organization: 'none',
  ignorePublicAcls: false,
  restrictPublicBuckets: false,
});

export const viewOf = (nodes: readonly StoredNode[], edges: readonly StoredEdge[] = []): LayerView => ({
  nodes: (label) => nodes.filter((one) => one.labels.includes(label)),
  node: (id) => nodes.find((one) => one.id === id),
  edges: (type) => edges.filter((one) => one.type === type),
});

const kind = (label: string, verbs: CatalogueKind['verbs']): CatalogueKind => ({
  kind: label,
  title: label,
  cloud: 'aws',
  service: 'x',
  concepts: [],
  scope: 'region',
  reads: [],
  verbs,
});

export const catalogue: Catalogue = [
  kind('AwsS3Bucket', {
    READ: ['s3:GetObject', 's3:ListBucket'],
    WRITE: ['s3:PutObject', 's3:DeleteObject'],
    MANAGE: ['s3:PutBucketPolicy'],
  }),
  kind('AwsKmsKey', { READ: ['kms:Decrypt'], WRITE: ['kms:Encrypt'], MANAGE: ['kms:PutKeyPolicy'] }),
  kind('AwsSecretsManagerSecret', { READ: ['secretsmanager:GetSecretValue'] }),
  kind('AwsEcrRepository', { READ: ['ecr:BatchGetImage'], WRITE: ['ecr:PutImage'] }),
  kind('AwsLambdaFunction', {
    INVOKE: ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'],
    EXEC: ['lambda:UpdateFunctionCode'],
  }),
  kind('AwsOpenSearchDomain', { READ: ['es:ESHttpGet'], WRITE: ['es:ESHttpPut'] }),
  kind('AwsApiGatewayRestApi', { INVOKE: ['execute-api:Invoke'] }),
  kind('AwsSageMakerModelPackageGroup', { WRITE: ['sagemaker:CreateModelPackage'] }),
  kind('AwsAgentCoreRuntime', { INVOKE: ['bedrock-agentcore:InvokeAgentRuntime'] }),
  kind('AwsIamRole', { ASSUME: ['sts:AssumeRole'] }),
];

export interface Reached {
  readonly from: string;
  readonly to: string;
  readonly key: string;
  readonly state: string;
  readonly gives: string;
  readonly ports: readonly string[];
  readonly part: readonly string[];
  readonly chain: readonly string[];
  readonly conditions: string;
  readonly assumes: readonly string[];
  readonly inputs: readonly string[];
}

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

export const factsOf = (view: LayerView): readonly LayerFact[] => [...awsExposure.derive(view, catalogue)];

/** The edges that the layer gives. */
export const reached = (view: LayerView): readonly Reached[] =>
  factsOf(view).flatMap((fact) =>
    fact.is !== 'edge'
      ? []
      : [
          {
            from: fact.from,
            to: fact.to,
            key: fact.key,
            state: String(fact.props?.['state']),
            gives: String(fact.props?.['gives']),
            ports: texts(fact.props?.['ports']),
            part: texts(fact.props?.['part']),
            chain: texts(fact.props?.['chain']),
            conditions: String(fact.props?.['conditions']),
            assumes: fact.assumes ?? [],
            inputs: fact.inputs,
          },
        ],
  );

/** `from key state`, of every edge. */
export const short = (view: LayerView): readonly string[] =>
  reached(view).map((one) => `${one.from} ${one.key} ${one.state}`);

export const unknownOf = (view: LayerView, id: string): unknown =>
  factsOf(view).flatMap((fact) =>
    fact.is === 'props' && fact.id === id ? [fact.props['exposureUnknown']] : [],
  )[0];

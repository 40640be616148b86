/** Edges that many AWS kinds have, each to the full id of its other end. */
import type { At, Edge } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import {
  bedrockModelArn,
  bucketOf,
  canonicalArn,
  functionArn,
  imageRepository,
  kmsKeyArn,
  objectArn,
  parseArn,
  regionalArn,
} from '#graph/schema/aws/ids.ts';
import { type End, end } from './ends.ts';

/**
 * With which codes SageMaker says that a thing is not there: most describe calls answer ValidationException and a
 * sentence, the newer ones (domains, profiles) ResourceNotFound.
 */
export const sageMakerGone = [
  'ResourceNotFound',
  'ResourceNotFoundException',
  { code: 'ValidationException', says: /(?:could|can) ?not find|not found|does not exist|RecordNotFound/i },
] as const;

/** With which codes Bedrock says that a thing is not there. */
export const bedrockGone = ['ResourceNotFoundException'] as const;

const notInThisRegion = /\bnot (?:supported|available|offered) in (?:this|the) region\b/i;

/**
 * With which words Bedrock says that a feature is not offered in a region where the service is. A code alone does not:
 * `UnknownOperationException` comes from a proxy, a custom endpoint or a suspended account just as well.
 */
export const bedrockAbsent = [
  { code: 'UnknownOperationException', says: notInThisRegion },
  { code: 'ValidationException', says: notInThisRegion },
] as const;

/** Who holds the key that a key field names; without one AWS encrypts with a key of its own. */
export const keyHolder = (key: string | undefined): 'provider' | 'customer' =>
  key === undefined || key === '' || /(?:^|:)alias\/aws\//.test(key) ? 'provider' : 'customer';

/** A text property of the asset that is listed under; `''` where nobody could read it. */
export function parentText(at: At, name: string): string {
  const value = at.parent?.props[name];
  return typeof value === 'string' ? value : '';
}

/** The ARN of a SageMaker thing by name: SageMaker writes names in lower case there. */
export const sageMakerArn = (at: AwsPlace, type: string, name: string): string =>
  regionalArn(at, 'sagemaker', `${type}/${name.toLowerCase()}`);

export const encryptedWith = (at: AwsPlace, key: string | undefined, what = ''): Edge<'ENCRYPTED_WITH'>[] =>
  key === undefined || key === ''
    ? []
    : [{ type: 'ENCRYPTED_WITH', ...end(kmsKeyArn(at, key), 'EncryptionKey'), key: what }];

export const runsAs = (role: string | undefined, what = ''): Edge<'RUNS_AS'>[] =>
  role === undefined || role === ''
    ? []
    : [{ type: 'RUNS_AS', ...end(canonicalArn(role), 'Role'), key: what }];

/** An edge to the bucket of an `s3://` address; nothing where there is no address or it is none of S3. */
function bucketEdge<T extends 'STORES_TO' | 'LOADS' | 'LOGS_TO' | 'FEEDS'>(
  type: T,
  at: AwsPlace,
  address: string | undefined,
  key: string,
): Edge<T>[] {
  const bucket = address === undefined ? undefined : bucketOf(at, s3Address(address));
  if (bucket === undefined) return [];
  return [{ type, ...end(bucket.id, 'ObjectStore'), key, props: { prefix: bucket.prefix } }];
}

/** `https://s3.<region>.amazonaws.com/bucket/key` and `https://bucket.s3.<region>.amazonaws.com/key` as `s3://bucket/key`. */
function s3Address(address: string): string {
  const path = /^https:\/\/s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?\/(.+)$/.exec(address);
  if (path !== null) return `s3://${path[1]}`;
  const host = /^https:\/\/([^/]+)\.s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?\/(.*)$/.exec(address);
  return host === null ? address : `s3://${host[1]}/${host[2]}`;
}

export const storesTo = (at: AwsPlace, address: string | undefined, key = ''): Edge<'STORES_TO'>[] =>
  bucketEdge('STORES_TO', at, address, key);

export const logsTo = (at: AwsPlace, address: string | undefined, key = ''): Edge<'LOGS_TO'>[] =>
  bucketEdge('LOGS_TO', at, address, key);

export const loadsFrom = (at: AwsPlace, address: string | undefined, key = ''): Edge<'LOADS'>[] =>
  bucketEdge('LOADS', at, address, key);

export const fedFrom = (at: AwsPlace, address: string | undefined, key = ''): Edge<'FEEDS'>[] =>
  bucketEdge('FEEDS', at, address, key).map((edge) => ({ ...edge, reverse: true }));

/** Id of the artifact at an `s3://` address, as whoever writes it and whoever loads it both name it. */
export function artifactId(at: AwsPlace, address: string | undefined): string | undefined {
  const bucket = address === undefined ? undefined : bucketOf(at, s3Address(address));
  return bucket === undefined || bucket.prefix === ''
    ? undefined
    : objectArn(at, bucket.bucket, bucket.prefix);
}

/** Model data: the bucket that it lies in (who writes there acts here) and the artifact itself (lineage). */
export function loadsArtifact(at: AwsPlace, address: string | undefined, key: string): Edge<'LOADS'>[] {
  const artifact = artifactId(at, address);
  const edges = loadsFrom(at, address, key);
  return artifact === undefined
    ? edges
    : [...edges, { type: 'LOADS', to: artifact, as: 'ModelArtifact', key }];
}

export function runsImage(at: AwsPlace, image: string | undefined, key = ''): Edge<'RUNS_IMAGE'>[] {
  if (image === undefined || image === '') return [];
  const to = imageRepository(at, image);
  return [
    { type: 'RUNS_IMAGE', to, as: to.startsWith('arn:') ? 'ContainerRegistry' : 'ContainerImage', key },
  ];
}

/** Subnets and groups by bare id; those of a shared network are named as if they were the account's own. */
export const inSubnets = (at: AwsPlace, subnets: readonly string[] | undefined): Edge<'IN_SUBNET'>[] =>
  (subnets ?? []).map((id) => ({
    type: 'IN_SUBNET',
    to: regionalArn(at, 'ec2', `subnet/${id}`),
    as: 'Subnet',
  }));

export const inGroups = (
  at: AwsPlace,
  groups: readonly string[] | undefined,
  key = '',
): Edge<'HAS_SECURITY_GROUP'>[] =>
  (groups ?? []).map((id) => ({
    type: 'HAS_SECURITY_GROUP',
    to: regionalArn(at, 'ec2', `security-group/${id}`),
    as: 'SecurityGroup',
    key,
  }));

export const usesSecret = (secret: string | undefined, key = ''): Edge<'USES_SECRET'>[] =>
  secret === undefined || secret === ''
    ? []
    : [{ type: 'USES_SECRET', ...end(canonicalArn(secret), 'Secret'), key }];

export const executes = (lambda: string | undefined, key = ''): Edge<'EXECUTES'>[] =>
  lambda === undefined || lambda === ''
    ? []
    : [{ type: 'EXECUTES', ...end(functionArn(lambda), 'Function'), key }];

/** The other end of an edge to whatever a Bedrock model field names. */
export function modelEnd(at: AwsPlace, model: string): End {
  const to = bedrockModelArn(at, model);
  const isRouter = /^(?:default-)?prompt-router\//.test(parseArn(to)?.resource ?? '');
  return end(to, isRouter ? 'AiGateway' : 'Model');
}

export const usesModel = (at: AwsPlace, model: string | undefined, key = ''): Edge<'USES_MODEL'>[] =>
  model === undefined || model === '' ? [] : [{ type: 'USES_MODEL', ...modelEnd(at, model), key }];

/** Code by the name that SageMaker keeps it under, or by its address without credentials. */
export const loadsCode = (at: AwsPlace, code: string | undefined, key = ''): Edge<'LOADS'>[] =>
  code === undefined || code === ''
    ? []
    : [{ type: 'LOADS', to: repositoryId(at, code), as: 'Repository', key }];

export const repositoryId = (at: AwsPlace, code: string): string =>
  /^[a-z+]+:\/\//i.test(code) && URL.canParse(code)
    ? `https://${new URL(code).host}${new URL(code).pathname.replace(/(?:\.git)?\/?$/, '')}`
    : sageMakerArn(at, 'code-repository', code);

/** A guardrail as others name it: an id or an ARN, and a version of which `DRAFT` is the guardrail itself. */
export function guardedBy(
  at: AwsPlace,
  guardrail: string | undefined,
  version: string | undefined,
): Edge<'GUARDED_BY'>[] {
  if (guardrail === undefined || guardrail === '') return [];
  const arn = guardrail.startsWith('arn:')
    ? canonicalArn(guardrail)
    : regionalArn(at, 'bedrock', `guardrail/${guardrail}`);
  const to = version === undefined || version === 'DRAFT' ? arn : `${arn}:${version}`;
  return [{ type: 'GUARDED_BY', ...end(to, 'Guardrail'), key: version ?? 'DRAFT' }];
}

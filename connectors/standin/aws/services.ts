/**
 * The services that the stand-in speaks. Everything about their wire (operations, paths, shapes, names of fields) comes from
 * the runtime schemas that the SDK's clients export; a line here says only what no schema says.
 *
 * Sources: AWS API references of each service ("Common errors", page size limits); Service Authorization Reference
 * (names of actions).
 */
import { NormalizedSchema } from '@smithy/core/schema';

export type Protocol = 'json' | 'rest-json' | 'rest-xml' | 'query' | 'ec2';

interface Code {
  readonly code: string;
  readonly status: number;
}

export interface Service {
  /** As operations are named: `bedrock-agent:ListAgents`. */
  readonly name: string;
  /** Name in the credential scope of a signature. Two services may share it. */
  readonly signing: string;
  readonly protocol: Protocol;
  /** JSON: prefix of `X-Amz-Target`. Query: the `Version`. */
  readonly target: string;
  /** Items of a page when none is asked for, and the most that it gives. */
  readonly page: readonly [usual: number, most: number];
  readonly denied: Code;
  readonly throttled: Code;
  readonly missing: Code;
  readonly expired: Code;
  readonly load: () => Promise<object>;
}

const at = (code: string, status: number): Code => ({ code, status });
/** Errors as most services of a protocol have them. */
const json = {
  denied: at('AccessDeniedException', 400),
  throttled: at('ThrottlingException', 400),
  missing: at('ResourceNotFoundException', 400),
  expired: at('ExpiredTokenException', 400),
};
const restJson = {
  denied: at('AccessDeniedException', 403),
  throttled: at('ThrottlingException', 429),
  missing: at('ResourceNotFoundException', 404),
  expired: at('ExpiredTokenException', 403),
};
const query = {
  denied: at('AccessDenied', 403),
  throttled: at('Throttling', 400),
  missing: at('NoSuchEntity', 404),
  expired: at('ExpiredToken', 403),
};
const s3 = { ...query, throttled: at('SlowDown', 503), expired: at('ExpiredToken', 400) };

/** One line (or two) per client. */
export const services: readonly Service[] = [
  {
    name: 'sagemaker',
    signing: 'sagemaker',
    protocol: 'json',
    target: 'SageMaker',
    page: [10, 100],
    ...json,
    missing: at('ValidationException', 400),
    load: () => import('@aws-sdk/client-sagemaker'),
  },
  {
    name: 'kms',
    signing: 'kms',
    protocol: 'json',
    target: 'TrentService',
    page: [100, 1000],
    ...json,
    missing: at('NotFoundException', 400),
    load: () => import('@aws-sdk/client-kms'),
  },
  {
    name: 'organizations',
    signing: 'organizations',
    protocol: 'json',
    target: 'AWSOrganizationsV20161128',
    page: [20, 20],
    ...json,
    throttled: at('TooManyRequestsException', 400),
    missing: at('TargetNotFoundException', 400),
    load: () => import('@aws-sdk/client-organizations'),
  },
  {
    name: 'bedrock',
    signing: 'bedrock',
    protocol: 'rest-json',
    target: '',
    page: [100, 1000],
    ...restJson,
    load: () => import('@aws-sdk/client-bedrock'),
  },
  {
    name: 'bedrock-agent',
    signing: 'bedrock',
    protocol: 'rest-json',
    target: '',
    page: [100, 1000],
    ...restJson,
    load: () => import('@aws-sdk/client-bedrock-agent'),
  },
  {
    name: 'lambda',
    signing: 'lambda',
    protocol: 'rest-json',
    target: '',
    page: [50, 50],
    ...restJson,
    throttled: at('TooManyRequestsException', 429),
    load: () => import('@aws-sdk/client-lambda'),
  },
  {
    name: 's3',
    signing: 's3',
    protocol: 'rest-xml',
    target: '',
    page: [10_000, 10_000],
    ...s3,
    missing: at('NoSuchBucket', 404),
    load: () => import('@aws-sdk/client-s3'),
  },
  {
    name: 's3control',
    signing: 's3',
    protocol: 'rest-xml',
    target: '',
    page: [1000, 1000],
    ...s3,
    missing: at('NoSuchResource', 404),
    load: () => import('@aws-sdk/client-s3-control'),
  },
  {
    name: 'iam',
    signing: 'iam',
    protocol: 'query',
    target: '2010-05-08',
    page: [100, 1000],
    ...query,
    load: () => import('@aws-sdk/client-iam'),
  },
  {
    name: 'sts',
    signing: 'sts',
    protocol: 'query',
    target: '2011-06-15',
    page: [100, 100],
    ...query,
    load: () => import('@aws-sdk/client-sts'),
  },
  {
    name: 'ec2',
    signing: 'ec2',
    protocol: 'ec2',
    target: '2016-11-15',
    page: [1000, 1000],
    ...query,
    denied: at('UnauthorizedOperation', 403),
    throttled: at('RequestLimitExceeded', 503),
    missing: at('InvalidParameterValue', 400),
    load: () => import('@aws-sdk/client-ec2'),
  },
  {
    name: 'api-gateway',
    signing: 'apigateway',
    protocol: 'rest-json',
    target: '',
    page: [25, 500],
    ...restJson,
    missing: at('NotFoundException', 404),
    throttled: at('TooManyRequestsException', 429),
    load: () => import('@aws-sdk/client-api-gateway'),
  },
  {
    name: 'apigatewayv2',
    signing: 'apigateway',
    protocol: 'rest-json',
    target: '',
    page: [25, 500],
    ...restJson,
    missing: at('NotFoundException', 404),
    throttled: at('TooManyRequestsException', 429),
    load: () => import('@aws-sdk/client-apigatewayv2'),
  },
  {
    name: 'elbv2',
    signing: 'elasticloadbalancing',
    protocol: 'query',
    target: '2015-12-01',
    page: [400, 400],
    ...query,
    missing: at('LoadBalancerNotFound', 400),
    load: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  },
  {
    name: 'cloudfront',
    signing: 'cloudfront',
    protocol: 'rest-xml',
    target: '',
    page: [100, 100],
    ...query,
    missing: at('NoSuchDistribution', 404),
    load: () => import('@aws-sdk/client-cloudfront'),
  },
  {
    name: 'opensearch',
    signing: 'es',
    protocol: 'rest-json',
    target: '',
    page: [100, 100],
    ...restJson,
    load: () => import('@aws-sdk/client-opensearch'),
  },
  {
    name: 'opensearchserverless',
    signing: 'aoss',
    protocol: 'json',
    target: 'OpenSearchServerless',
    page: [20, 100],
    ...json,
    load: () => import('@aws-sdk/client-opensearchserverless'),
  },
  {
    name: 'secretsmanager',
    signing: 'secretsmanager',
    protocol: 'json',
    target: 'secretsmanager',
    page: [100, 100],
    ...json,
    load: () => import('@aws-sdk/client-secrets-manager'),
  },
  {
    name: 'ecr',
    signing: 'ecr',
    protocol: 'json',
    target: 'AmazonEC2ContainerRegistry_V20150921',
    page: [100, 1000],
    ...json,
    missing: at('RepositoryNotFoundException', 400),
    load: () => import('@aws-sdk/client-ecr'),
  },
  {
    name: 'glue',
    signing: 'glue',
    protocol: 'json',
    target: 'AWSGlue',
    page: [100, 1000],
    ...json,
    missing: at('EntityNotFoundException', 400),
    load: () => import('@aws-sdk/client-glue'),
  },
  {
    name: 'bedrock-agentcore-control',
    signing: 'bedrock-agentcore',
    protocol: 'rest-json',
    target: '',
    page: [100, 100],
    ...restJson,
    load: () => import('@aws-sdk/client-bedrock-agentcore-control'),
  },
];

/** One operation, as its schema declares it. */
export interface Operation {
  readonly service: Service;
  readonly name: string;
  /** `service:Operation`. */
  readonly id: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** REST: method, path with labels and literal query, status. */
  readonly http?: { readonly method: string; readonly path: string; readonly status: number };
}

export type Operations = ReadonlyMap<string, Operation>;

type OperationSchema = readonly [9, string, string, unknown, unknown, unknown];
const isOperation = (value: unknown): value is OperationSchema =>
  Array.isArray(value) && value[0] === 9 && value.length >= 6;

function operationsOf(service: Service, client: object): Operations {
  const found = new Map<string, Operation>();
  for (const value of Object.values(client)) {
    if (!isOperation(value)) continue;
    const [, , name, traits, input, output] = value;
    const http = (traits as { http?: [string, string, number] }).http;
    found.set(name, {
      service,
      name,
      id: `${service.name}:${name}`,
      input: NormalizedSchema.of(input as Parameters<typeof NormalizedSchema.of>[0]),
      output: NormalizedSchema.of(output as Parameters<typeof NormalizedSchema.of>[0]),
      ...(http === undefined ? {} : { http: { method: http[0], path: http[1], status: http[2] } }),
    });
  }
  return found;
}

const loaded = new Map<string, Promise<Operations>>();
/** The operations of a service; its client is imported at the first use. */
export function load(service: Service): Promise<Operations> {
  const known = loaded.get(service.name);
  if (known !== undefined) return known;
  const fresh = service.load().then((client) => operationsOf(service, client));
  loaded.set(service.name, fresh);
  return fresh;
}

/** Operations whose IAM action has another name. */
const actions: Readonly<Record<string, string>> = {
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:GetBucketReplication': 's3:GetReplicationConfiguration',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:GetObjectLockConfiguration': 's3:GetBucketObjectLockConfiguration',
  's3:HeadBucket': 's3:ListBucket',
  's3control:GetPublicAccessBlock': 's3:GetAccountPublicAccessBlock',
};
/** Prefixes of IAM actions, where they are not the service's name here. */
const prefixes: Readonly<Record<string, string>> = {
  'bedrock-agent': 'bedrock',
  s3control: 's3',
  'api-gateway': 'apigateway',
  apigatewayv2: 'apigateway',
  elbv2: 'elasticloadbalancing',
  opensearch: 'es',
  opensearchserverless: 'aoss',
  'bedrock-agentcore-control': 'bedrock-agentcore',
};

/** The IAM action that a call needs, as a denial names it. API Gateway's are the HTTP methods. */
export function actionOf(operation: string): string {
  const own = actions[operation];
  if (own !== undefined) return own;
  const [service = '', name = ''] = operation.split(':');
  const prefix = prefixes[service] ?? service;
  return `${prefix}:${prefix === 'apigateway' ? 'GET' : name}`;
}

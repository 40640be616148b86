/**
 * The AWS services that Pathlight can speak to. A new service is one line here: our name (the first half of
 * `service:Operation`), its client and the prefix of its IAM actions. A client is loaded on first use.
 */

/** A vendor module, of which only names are known: `ListEndpointsCommand`, `ListEndpoints$`, `SageMakerClient`. */
export type SdkModule = Readonly<Record<string, unknown>>;

export interface AwsService {
  readonly load: () => Promise<SdkModule>;
  /** Export name of the client class. */
  readonly client: string;
  /** Prefix of its IAM actions: Bedrock Agent's are `bedrock:`. */
  readonly prefix: string;
  /** One endpoint for the whole partition. */
  readonly global?: true;
}

export const awsServices = {
  sagemaker: {
    load: () => import('@aws-sdk/client-sagemaker'),
    client: 'SageMakerClient',
    prefix: 'sagemaker',
  },
  bedrock: { load: () => import('@aws-sdk/client-bedrock'), client: 'BedrockClient', prefix: 'bedrock' },
  'bedrock-agent': {
    load: () => import('@aws-sdk/client-bedrock-agent'),
    client: 'BedrockAgentClient',
    prefix: 'bedrock',
  },
  s3: { load: () => import('@aws-sdk/client-s3'), client: 'S3Client', prefix: 's3' },
  s3control: { load: () => import('@aws-sdk/client-s3-control'), client: 'S3ControlClient', prefix: 's3' },
  iam: { load: () => import('@aws-sdk/client-iam'), client: 'IAMClient', prefix: 'iam', global: true },
  sts: { load: () => import('@aws-sdk/client-sts'), client: 'STSClient', prefix: 'sts' },
  organizations: {
    load: () => import('@aws-sdk/client-organizations'),
    client: 'OrganizationsClient',
    prefix: 'organizations',
    global: true,
  },
  lambda: { load: () => import('@aws-sdk/client-lambda'), client: 'LambdaClient', prefix: 'lambda' },
  ec2: { load: () => import('@aws-sdk/client-ec2'), client: 'EC2Client', prefix: 'ec2' },
  kms: { load: () => import('@aws-sdk/client-kms'), client: 'KMSClient', prefix: 'kms' },
  'api-gateway': {
    load: () => import('@aws-sdk/client-api-gateway'),
    client: 'APIGatewayClient',
    prefix: 'apigateway',
  },
  apigatewayv2: {
    load: () => import('@aws-sdk/client-apigatewayv2'),
    client: 'ApiGatewayV2Client',
    prefix: 'apigateway',
  },
  elbv2: {
    load: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
    client: 'ElasticLoadBalancingV2Client',
    prefix: 'elasticloadbalancing',
  },
  cloudfront: {
    load: () => import('@aws-sdk/client-cloudfront'),
    client: 'CloudFrontClient',
    prefix: 'cloudfront',
    global: true,
  },
  opensearch: { load: () => import('@aws-sdk/client-opensearch'), client: 'OpenSearchClient', prefix: 'es' },
  opensearchserverless: {
    load: () => import('@aws-sdk/client-opensearchserverless'),
    client: 'OpenSearchServerlessClient',
    prefix: 'aoss',
  },
  secretsmanager: {
    load: () => import('@aws-sdk/client-secrets-manager'),
    client: 'SecretsManagerClient',
    prefix: 'secretsmanager',
  },
  ecr: { load: () => import('@aws-sdk/client-ecr'), client: 'ECRClient', prefix: 'ecr' },
  glue: { load: () => import('@aws-sdk/client-glue'), client: 'GlueClient', prefix: 'glue' },
  'bedrock-agentcore-control': {
    load: () => import('@aws-sdk/client-bedrock-agentcore-control'),
    client: 'BedrockAgentCoreControlClient',
    prefix: 'bedrock-agentcore',
  },
} as const satisfies Readonly<Record<string, AwsService>>;

export type AwsServiceName = keyof typeof awsServices;

const isService = (name: string): name is AwsServiceName => Object.hasOwn(awsServices, name);

/** `sagemaker:ListEndpoints` → its two halves. Throws for a service that is not in the table. */
export function splitOperation(operation: string): {
  readonly service: AwsServiceName;
  readonly name: string;
} {
  const colon = operation.indexOf(':');
  const service = operation.slice(0, Math.max(colon, 0));
  if (!isService(service)) throw new TypeError(`"${operation}" names no AWS service that Pathlight knows`);
  return { service, name: operation.slice(colon + 1) };
}

/**
 * The IAM action of a permission as a kind declares it. Where a kind declares none, its permission is the operation,
 * whose prefix can differ: `bedrock-agent:GetAgent` needs `bedrock:GetAgent`.
 */
export function iamAction(permission: string): string {
  const [service = '', name = ''] = permission.split(':');
  return isService(service) ? `${awsServices[service].prefix}:${name}` : permission;
}

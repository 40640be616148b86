/**
 * The kinds whose own policies let others in, and what each asks of a caller besides.
 *
 * Source: the developer guides of the services: Amazon S3 "Identity and access management" (takes unsigned requests),
 * AWS Lambda "Control access to Lambda function URLs", OpenSearch Service "Identity and Access Management" (unsigned
 * requests where the policy names everyone), Secrets Manager "Access AWS Secrets Manager secrets from a different account"
 * (AWS's own key serves no other account), AgentCore "Resource-based policies for Amazon Bedrock AgentCore".
 */
import type { StoredNode } from '#graph/store/port.ts';
import type { Keys } from './chosen.ts';
import { flagOf, textOf, textsOf } from './read.ts';
import { type Condition, internet } from './way.ts';

export interface Subject {
  readonly label: string;
  /** Takes requests that nobody signed. */
  readonly unsigned: boolean;
  readonly keys?: Keys;
  /** Actions that come by another way, told elsewhere. */
  readonly except?: readonly string[];
  /** Why the policy's grant of the verb is void, whomever it names. `undefined`: it counts. */
  readonly closed?: (node: StoredNode, verb: string) => string | undefined;
  /** What was not read and may make the grant void. */
  readonly assumes?: (node: StoredNode, verb: string) => readonly string[];
  /** What is asked besides what the policy says. */
  readonly conditions?: (node: StoredNode, outside: string) => readonly Condition[];
}

const asksByToken = (node: StoredNode, verb: string): string | undefined =>
  verb !== 'MANAGE' && textOf(node, 'inboundAuth') === 'jwt'
    ? `${node.id}: inboundAuth is jwt, so that signed requests are refused`
    : undefined;

const ofSecret = (node: StoredNode, verb: string): string | undefined =>
  verb === 'READ' && textOf(node, 'encryption') === 'provider'
    ? `${node.id}: encryption is provider: the key is AWS's own for the account and serves no other`
    : undefined;

/** A domain with users of its own asks signed callers for a role mapping and others for a password. */
const ofDomain = (node: StoredNode, outside: string): readonly Condition[] => {
  const isFine = flagOf(node, 'fineGrainedAccess') === true && flagOf(node, 'anonymousAuth') !== true;
  if (!isFine) return [];
  const wanted = outside === internet.id ? 'a user of its own' : 'a role mapping for the caller';
  return [{ key: 'fineGrainedAccess', operator: 'asks for', values: [wanted], policy: node.id }];
};

const invoke: Keys = { 'lambda:FunctionUrlAuthType': [], 'lambda:InvokedViaFunctionUrl': 'false' };

export const subjects: readonly Subject[] = [
  { label: 'AwsS3Bucket', unsigned: true },
  {
    label: 'AwsLambdaFunction',
    unsigned: false,
    keys: invoke,
    except: ['lambda:InvokeFunctionUrl'],
  },
  { label: 'AwsKmsKey', unsigned: false },
  {
    label: 'AwsSecretsManagerSecret',
    unsigned: false,
    closed: ofSecret,
    assumes: (node, verb) =>
      verb === 'READ' && textOf(node, 'encryption') !== 'provider'
        ? [`key policy of the key of ${node.id}`]
        : [],
  },
  { label: 'AwsEcrRepository', unsigned: false },
  {
    label: 'AwsOpenSearchDomain',
    unsigned: true,
    closed: (node, verb) =>
      verb !== 'MANAGE' && flagOf(node, 'publicEndpoint') === false
        ? `${node.id}: publicEndpoint is false: its endpoint has private addresses in a network only`
        : undefined,
    conditions: ofDomain,
  },
  {
    label: 'AwsApiGatewayRestApi',
    unsigned: false,
    closed: (node, verb) => {
      if (verb !== 'INVOKE') return undefined;
      if (flagOf(node, 'facesInternet') === false) return `${node.id}: endpointTypes is PRIVATE`;
      return textsOf(node, 'authorization')?.includes('iam') === false
        ? `${node.id}: no method asks for a signature (authorization)`
        : undefined;
    },
  },
  { label: 'AwsSageMakerModelPackageGroup', unsigned: false },
  { label: 'AwsAgentCoreRuntime', unsigned: false, closed: asksByToken },
  {
    label: 'AwsAgentCoreRuntimeEndpoint',
    unsigned: false,
    // A call of an endpoint is a call of its runtime, whose policy and way of asking count too.
    conditions: (node) => [
      { key: 'policy of its runtime', operator: 'allows', values: ['the caller too'], policy: node.id },
    ],
  },
  {
    label: 'AwsAgentCoreGateway',
    unsigned: false,
    closed: (node, verb) =>
      verb === 'INVOKE' && textsOf(node, 'authorization')?.includes('iam') === false
        ? `${node.id}: authorization is not iam, so that signatures do not count`
        : undefined,
  },
  { label: 'AwsAgentCoreMemory', unsigned: false },
];

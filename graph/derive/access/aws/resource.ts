/**
 * What policies call a thing of ours. Most go by their ARN, which is the node's id; the others are here, as their kinds say
 * in `resources`, which the catalogue does not hold.
 *
 * Source: Service Authorization Reference, "Resource types defined by …" of each service.
 */
import { parseArn } from '#graph/schema/aws/ids.ts';

/** A part of the id that no policy names: what it belongs to is meant. By service. */
const beyond: Readonly<Record<string, readonly RegExp[]>> = {
  // Actions on versions and action groups of an agent are on the agent, those on data sources on the knowledge base, those
  // on versions of a guardrail on the guardrail.
  bedrock: [/\/version\/.*$/, /\/data-source\/[^/]+$/, /(?<=:guardrail\/[^:]+):[0-9]+$/],
  'bedrock-agentcore': [/(?<=:gateway\/[^/]+)\/target\/[^/]+$/],
};

/** What has no ARN of AWS's own: only `Resource: "*"` speaks of its actions. By service. */
const nameless: Readonly<Record<string, RegExp>> = {
  aoss: /^(?:access-policy|security-policy)\//,
  bedrock: /^model-invocation-logging$/,
  ec2: /^vpc-block-public-access$/,
  ecr: /^registry-policy$/,
};

export interface Named {
  /** `*`: no policy can name it. */
  readonly arn: string;
  /** ARNs that the actions of other services know it by, by service. */
  readonly arns?: Readonly<Record<string, string>>;
}

/**
 * Callers of an API are let in by an ARN of another service, which holds the account and the bare id.
 * Source: API Gateway Developer Guide, "Control access to a REST API with IAM permissions" (`execute-api`).
 */
function apiOf(id: string, account: string | undefined): Named | undefined {
  const arn = parseArn(id);
  const [, name] = /^\/(?:restapis|apis)\/([^/]+)$/.exec(arn?.resource ?? '') ?? [];
  if (arn?.service !== 'apigateway' || name === undefined || account === undefined) return undefined;
  return {
    arn: id,
    arns: { 'execute-api': `arn:${arn.partition}:execute-api:${arn.region}:${account}:${name}` },
  };
}

/**
 * @param id canonical id of a seen AWS asset
 * @param account 12 digits of the account that holds it, where one does
 */
export function namedBy(id: string, account: string | undefined): Named {
  const { service = '', resource = '' } = parseArn(id) ?? {};
  if (nameless[service]?.test(resource)) return { arn: '*' };
  const rest = beyond[service]?.reduce((text, pattern) => text.replace(pattern, ''), id);
  return rest === undefined ? (apiOf(id, account) ?? { arn: id }) : { arn: rest };
}

const digits = /^\d{12}$/;

/**
 * Whose a thing is, as the evaluation asks it: 12 digits, `undefined` for what is AWS's own. AWS's own models and policies
 * have no account in their ARN and are listed by each account that uses them; buckets and APIs have none either and are
 * their account's.
 */
export function ownerOf(id: string, listedIn: string | undefined): string | undefined {
  const arn = parseArn(id);
  if (arn === undefined) return digits.test(listedIn ?? '') ? listedIn : undefined;
  if (digits.test(arn.account)) return arn.account;
  const isAwsOwn = arn.account === 'aws' || (arn.service === 'bedrock' && arn.account === '');
  return isAwsOwn || !digits.test(listedIn ?? '') ? undefined : listedIn;
}

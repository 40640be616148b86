/**
 * How fast AWS may be asked. AWS counts per account and region (per account for services without regions), for some
 * operations on their own, for most by family. Published: SageMaker ListTrainingJobs 2/s; Lambda control plane 15/s
 * (Lambda quotas); KMS reads far more than is ever needed (KMS quotas). Bedrock and the rest of SageMaker stand only in
 * Service Quotas: 5/s per operation is what a new account is given for most. What is unpublished is asked gently; a
 * throttled answer slows the limiter down in any case.
 */
import type { Call } from '#connectors/kit/provider.ts';
import { type AwsService, awsServices, splitOperation } from './services.ts';

interface Pace {
  readonly key: string;
  readonly perSecond: number;
  readonly burst: number;
}

interface Rule {
  readonly operation: RegExp;
  /** Operations of the rule share a budget under this name; `each`: every operation has its own. */
  readonly budget: string;
  readonly perSecond: number;
  readonly burst: number;
}

/** The first that matches applies. */
const rules: readonly Rule[] = [
  { operation: /^sagemaker:ListTrainingJobs$/, budget: 'each', perSecond: 2, burst: 2 },
  { operation: /^sagemaker:List/, budget: 'each', perSecond: 4, burst: 8 },
  { operation: /^sagemaker:/, budget: 'each', perSecond: 8, burst: 16 },
  { operation: /^bedrock(?:-agent)?:/, budget: 'each', perSecond: 5, burst: 10 },
  { operation: /^s3:List/, budget: 'list', perSecond: 5, burst: 10 },
  { operation: /^s3:/, budget: 'bucket', perSecond: 50, burst: 100 },
  { operation: /^s3control:/, budget: 'read', perSecond: 10, burst: 20 },
  { operation: /^iam:/, budget: 'read', perSecond: 10, burst: 20 },
  { operation: /^sts:/, budget: 'read', perSecond: 10, burst: 20 },
  { operation: /^organizations:/, budget: 'read', perSecond: 4, burst: 8 },
  { operation: /^lambda:/, budget: 'read', perSecond: 12, burst: 12 },
  { operation: /^ec2:/, budget: 'read', perSecond: 15, burst: 40 },
  { operation: /^kms:/, budget: 'read', perSecond: 50, burst: 100 },
];
const fallback: Omit<Rule, 'operation'> = { budget: 'each', perSecond: 4, burst: 8 };

/** Budget of an operation in a place: `aws/111122223333/eu-west-1/sagemaker/ListEndpoints`. `rate` multiplies the default. */
export function paceOf({ operation, scope }: Pick<Call, 'operation' | 'scope'>, rate = 1): Pace {
  const { service, name } = splitOperation(operation);
  const rule = rules.find((r) => r.operation.test(operation)) ?? fallback;
  const { global: isGlobal } = awsServices[service] as AwsService;
  const region = isGlobal === true ? 'global' : (scope.region ?? 'global');
  const budget = rule.budget === 'each' ? name : rule.budget;
  return {
    key: ['aws', scope.account ?? 'caller', region, service, budget].join('/'),
    perSecond: rule.perSecond * rate,
    burst: Math.max(1, Math.round(rule.burst * rate)),
  };
}

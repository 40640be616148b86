/** What stands at the other end of an edge, as far as its id proves it. */
import type { Edge } from '#connectors/kit/define.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';

export interface End {
  readonly to: string;
  readonly as: Edge['as'];
}

/**
 * Patterns of `service:resource` that only one of our kinds has. Source: Service Authorization Reference, "Resource types"
 * of each service; ids that are our own (an agent's version, its action groups) as their kinds make them.
 */
const kinds: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/^lambda:function:[^:]+$/, 'AwsLambdaFunction'],
  [/^kms:key\/[^/]+$/, 'AwsKmsKey'],
  [/^iam:role\/.+$/, 'AwsIamRole'],
  [/^iam:user\/.+$/, 'AwsIamUser'],
  [/^iam:group\/.+$/, 'AwsIamGroup'],
  [/^account:account$/, 'AwsAccount'],
  [/^account:region\/[^/]+$/, 'AwsRegion'],
  [/^organizations:organization\/[^/]+$/, 'AwsOrganization'],
  [/^sagemaker:domain\/[^/]+$/, 'AwsSageMakerDomain'],
  [/^sagemaker:endpoint\/[^/]+$/, 'AwsSageMakerEndpoint'],
  [/^sagemaker:endpoint-config\/[^/]+$/, 'AwsSageMakerEndpointConfig'],
  [/^sagemaker:model\/[^/]+$/, 'AwsSageMakerModel'],
  [/^sagemaker:model-package\/[^/]+(?:\/\d+)?$/, 'AwsSageMakerModelPackage'],
  [/^sagemaker:model-package-group\/[^/]+$/, 'AwsSageMakerModelPackageGroup'],
  [/^sagemaker:notebook-instance\/[^/]+$/, 'AwsSageMakerNotebookInstance'],
  [/^sagemaker:notebook-instance-lifecycle-config\/[^/]+$/, 'AwsSageMakerNotebookLifecycleConfig'],
  [/^sagemaker:training-job\/[^/]+$/, 'AwsSageMakerTrainingJob'],
  [/^sagemaker:user-profile\/[^/]+\/[^/]+$/, 'AwsSageMakerUserProfile'],
  [/^bedrock:agent\/[^/]+$/, 'AwsBedrockAgent'],
  [/^bedrock:agent\/[^/]+\/version\/[^/]+$/, 'AwsBedrockAgentVersion'],
  [/^bedrock:agent\/[^/]+\/version\/[^/]+\/action-group\/[^/]+$/, 'AwsBedrockActionGroup'],
  [/^bedrock:agent-alias\/[^/]+\/[^/]+$/, 'AwsBedrockAgentAlias'],
  [/^bedrock:knowledge-base\/[^/]+$/, 'AwsBedrockKnowledgeBase'],
  [/^bedrock:knowledge-base\/[^/]+\/data-source\/[^/]+$/, 'AwsBedrockDataSource'],
  [/^bedrock:guardrail\/[^/:]+$/, 'AwsBedrockGuardrail'],
  [/^bedrock:guardrail\/[^/:]+:\d+$/, 'AwsBedrockGuardrailVersion'],
  [/^bedrock:custom-model\/.+$/, 'AwsBedrockCustomModel'],
  [/^bedrock:imported-model\/[^/]+$/, 'AwsBedrockImportedModel'],
  [/^bedrock:model-customization-job\/.+$/, 'AwsBedrockCustomizationJob'],
  [/^bedrock:model-import-job\/[^/]+$/, 'AwsBedrockImportJob'],
  [/^bedrock:provisioned-model\/[^/]+$/, 'AwsBedrockProvisionedThroughput'],
  [/^bedrock:inference-profile\/[^/]+$/, 'AwsBedrockInferenceProfile'],
  [/^bedrock:application-inference-profile\/[^/]+$/, 'AwsBedrockApplicationInferenceProfile'],
  [/^bedrock:model-invocation-logging$/, 'AwsBedrockInvocationLogging'],
];

/**
 * Names that look like a bucket's and are no general purpose bucket: aliases of access points, Object Lambda and
 * multi-Region access points, directory buckets. Source: Amazon S3 User Guide, "General purpose bucket naming rules".
 */
const noBucket = /(?:-s3alias|--ol-s3|--x-s3|--table-s3|\.mrap)$|^accesspoint$/;

function kindOf(id: string): string | undefined {
  const arn = parseArn(id);
  if (arn === undefined) return undefined;
  const { service, resource, account, region } = arn;
  if (service === 's3')
    return account === '' &&
      region === '' &&
      /^[a-z0-9][a-z0-9.-]+$/i.test(resource) &&
      !noBucket.test(resource)
      ? 'AwsS3Bucket'
      : undefined;
  if (service === 'iam' && /^policy\/.+$/.test(resource))
    return account === 'aws' ? 'AwsIamAwsManagedPolicy' : 'AwsIamPolicy';
  return kinds.find(([pattern]) => pattern.test(`${service}:${resource}`))?.[1];
}

/**
 * The other end of an edge, by its full id: taken for the kind that the id proves, so that a policy which asks for the
 * kind meets the stub too; else for the concept that the field promises.
 */
export const end = (to: string, otherwise: Edge['as']): End => ({ to, as: kindOf(to) ?? otherwise });

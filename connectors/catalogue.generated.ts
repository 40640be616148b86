// Made by `npm run generate` from the collector files. Do not edit.
import awsAccount from './aws/account/account.ts';
import awsRegion from './aws/account/region.ts';
import awsBedrockActionGroup from './aws/bedrock-agent/action-group.ts';
import awsBedrockAgentAlias from './aws/bedrock-agent/agent-alias.ts';
import awsBedrockAgentVersion from './aws/bedrock-agent/agent-version.ts';
import awsBedrockAgent from './aws/bedrock-agent/agent.ts';
import awsBedrockDataSource from './aws/bedrock-agent/data-source.ts';
import awsBedrockKnowledgeBase from './aws/bedrock-agent/knowledge-base.ts';
import awsBedrockApplicationInferenceProfile from './aws/bedrock/application-inference-profile.ts';
import awsBedrockCustomModel from './aws/bedrock/custom-model.ts';
import awsBedrockCustomizationJob from './aws/bedrock/customization-job.ts';
import awsBedrockGuardrailVersion from './aws/bedrock/guardrail-version.ts';
import awsBedrockGuardrail from './aws/bedrock/guardrail.ts';
import awsBedrockImportJob from './aws/bedrock/import-job.ts';
import awsBedrockImportedModel from './aws/bedrock/imported-model.ts';
import awsBedrockInferenceProfile from './aws/bedrock/inference-profile.ts';
import awsBedrockInvocationLogging from './aws/bedrock/invocation-logging.ts';
import awsBedrockProvisionedThroughput from './aws/bedrock/provisioned-throughput.ts';
import awsIamAwsManagedPolicy from './aws/iam/aws-managed-policy.ts';
import awsIamGroup from './aws/iam/group.ts';
import awsIamPolicy from './aws/iam/policy.ts';
import awsIamRole from './aws/iam/role.ts';
import awsIamUser from './aws/iam/user.ts';
import awsKmsKey from './aws/kms/key.ts';
import awsLambdaFunction from './aws/lambda/function.ts';
import awsOrganization from './aws/organizations/organization.ts';
import awsS3Bucket from './aws/s3/bucket.ts';
import awsSageMakerDomain from './aws/sagemaker/domain.ts';
import awsSageMakerEndpointConfig from './aws/sagemaker/endpoint-config.ts';
import awsSageMakerEndpoint from './aws/sagemaker/endpoint.ts';
import awsSageMakerModelPackageGroup from './aws/sagemaker/model-package-group.ts';
import awsSageMakerModelPackage from './aws/sagemaker/model-package.ts';
import awsSageMakerModel from './aws/sagemaker/model.ts';
import awsSageMakerNotebookInstance from './aws/sagemaker/notebook-instance.ts';
import awsSageMakerNotebookLifecycleConfig from './aws/sagemaker/notebook-lifecycle-config.ts';
import awsSageMakerTrainingJob from './aws/sagemaker/training-job.ts';
import awsSageMakerUserProfile from './aws/sagemaker/user-profile.ts';
import type { Kind } from './kit/define.ts';

/** Every asset kind, sorted by label. */
export const kinds: readonly Kind[] = [
  awsAccount,
  awsBedrockActionGroup,
  awsBedrockAgent,
  awsBedrockAgentAlias,
  awsBedrockAgentVersion,
  awsBedrockApplicationInferenceProfile,
  awsBedrockCustomModel,
  awsBedrockCustomizationJob,
  awsBedrockDataSource,
  awsBedrockGuardrail,
  awsBedrockGuardrailVersion,
  awsBedrockImportJob,
  awsBedrockImportedModel,
  awsBedrockInferenceProfile,
  awsBedrockInvocationLogging,
  awsBedrockKnowledgeBase,
  awsBedrockProvisionedThroughput,
  awsIamAwsManagedPolicy,
  awsIamGroup,
  awsIamPolicy,
  awsIamRole,
  awsIamUser,
  awsKmsKey,
  awsLambdaFunction,
  awsOrganization,
  awsRegion,
  awsS3Bucket,
  awsSageMakerDomain,
  awsSageMakerEndpoint,
  awsSageMakerEndpointConfig,
  awsSageMakerModel,
  awsSageMakerModelPackage,
  awsSageMakerModelPackageGroup,
  awsSageMakerNotebookInstance,
  awsSageMakerNotebookLifecycleConfig,
  awsSageMakerTrainingJob,
  awsSageMakerUserProfile,
];

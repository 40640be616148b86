// Made by `npm run generate` from the collector files. Do not edit.
import awsAccount from './aws/account/account.ts';
import awsRegion from './aws/account/region.ts';
import awsApiGatewayRestApi from './aws/api-gateway/rest-api.ts';
import awsApiGatewayV2Api from './aws/apigatewayv2/api.ts';
import awsApiGatewayV2Route from './aws/apigatewayv2/route.ts';
import awsBedrockActionGroup from './aws/bedrock-agent/action-group.ts';
import awsBedrockAgentAlias from './aws/bedrock-agent/agent-alias.ts';
import awsBedrockAgentVersion from './aws/bedrock-agent/agent-version.ts';
import awsBedrockAgent from './aws/bedrock-agent/agent.ts';
import awsBedrockDataSource from './aws/bedrock-agent/data-source.ts';
import awsBedrockKnowledgeBase from './aws/bedrock-agent/knowledge-base.ts';
import awsAgentCoreApiKeyProvider from './aws/bedrock-agentcore-control/api-key-provider.ts';
import awsAgentCoreBrowser from './aws/bedrock-agentcore-control/browser.ts';
import awsAgentCoreCodeInterpreter from './aws/bedrock-agentcore-control/code-interpreter.ts';
import awsAgentCoreGatewayTarget from './aws/bedrock-agentcore-control/gateway-target.ts';
import awsAgentCoreGateway from './aws/bedrock-agentcore-control/gateway.ts';
import awsAgentCoreHarness from './aws/bedrock-agentcore-control/harness.ts';
import awsAgentCoreMemory from './aws/bedrock-agentcore-control/memory.ts';
import awsAgentCoreOauth2Provider from './aws/bedrock-agentcore-control/oauth2-provider.ts';
import awsAgentCorePolicyEngine from './aws/bedrock-agentcore-control/policy-engine.ts';
import awsAgentCoreRuntimeEndpoint from './aws/bedrock-agentcore-control/runtime-endpoint.ts';
import awsAgentCoreRuntime from './aws/bedrock-agentcore-control/runtime.ts';
import awsAgentCoreWorkloadIdentity from './aws/bedrock-agentcore-control/workload-identity.ts';
import awsBedrockApplicationInferenceProfile from './aws/bedrock/application-inference-profile.ts';
import awsBedrockBatchInferenceJob from './aws/bedrock/batch-inference-job.ts';
import awsBedrockCustomModel from './aws/bedrock/custom-model.ts';
import awsBedrockCustomizationJob from './aws/bedrock/customization-job.ts';
import awsBedrockGuardrailVersion from './aws/bedrock/guardrail-version.ts';
import awsBedrockGuardrail from './aws/bedrock/guardrail.ts';
import awsBedrockImportJob from './aws/bedrock/import-job.ts';
import awsBedrockImportedModel from './aws/bedrock/imported-model.ts';
import awsBedrockInferenceProfile from './aws/bedrock/inference-profile.ts';
import awsBedrockInvocationLogging from './aws/bedrock/invocation-logging.ts';
import awsBedrockProvisionedThroughput from './aws/bedrock/provisioned-throughput.ts';
import awsCloudFrontDistribution from './aws/cloudfront/distribution.ts';
import awsEc2EgressOnlyGateway from './aws/ec2/egress-only-gateway.ts';
import awsEc2Instance from './aws/ec2/instance.ts';
import awsEc2InternetGateway from './aws/ec2/internet-gateway.ts';
import awsEc2NatGateway from './aws/ec2/nat-gateway.ts';
import awsEc2NetworkAcl from './aws/ec2/network-acl.ts';
import awsEc2NetworkInterface from './aws/ec2/network-interface.ts';
import awsEc2RouteTable from './aws/ec2/route-table.ts';
import awsEc2SecurityGroup from './aws/ec2/security-group.ts';
import awsEc2Subnet from './aws/ec2/subnet.ts';
import awsEc2VpcBlockPublicAccess from './aws/ec2/vpc-block-public-access.ts';
import awsEc2VpcEndpoint from './aws/ec2/vpc-endpoint.ts';
import awsEc2Vpc from './aws/ec2/vpc.ts';
import awsEcrRegistryPolicy from './aws/ecr/registry-policy.ts';
import awsEcrRepository from './aws/ecr/repository.ts';
import awsElbListener from './aws/elbv2/listener.ts';
import awsElbLoadBalancer from './aws/elbv2/load-balancer.ts';
import awsElbTargetGroup from './aws/elbv2/target-group.ts';
import awsGlueJob from './aws/glue/job.ts';
import awsIamAccessKey from './aws/iam/access-key.ts';
import awsIamAwsManagedPolicy from './aws/iam/aws-managed-policy.ts';
import awsIamGroup from './aws/iam/group.ts';
import awsIamOidcProvider from './aws/iam/oidc-provider.ts';
import awsIamPolicy from './aws/iam/policy.ts';
import awsIamRole from './aws/iam/role.ts';
import awsIamSamlProvider from './aws/iam/saml-provider.ts';
import awsIamServiceCredential from './aws/iam/service-credential.ts';
import awsIamUser from './aws/iam/user.ts';
import awsKmsKey from './aws/kms/key.ts';
import awsLambdaFunction from './aws/lambda/function.ts';
import awsOpenSearchDomain from './aws/opensearch/domain.ts';
import awsOpenSearchServerlessAccessPolicy from './aws/opensearchserverless/access-policy.ts';
import awsOpenSearchServerlessCollection from './aws/opensearchserverless/collection.ts';
import awsOpenSearchServerlessNetworkPolicy from './aws/opensearchserverless/network-policy.ts';
import awsOrganization from './aws/organizations/organization.ts';
import awsOrganizationsRcp from './aws/organizations/rcp.ts';
import awsOrganizationsRoot from './aws/organizations/root.ts';
import awsOrganizationsScp from './aws/organizations/scp.ts';
import awsOrganizationsUnit from './aws/organizations/unit.ts';
import awsS3Bucket from './aws/s3/bucket.ts';
import awsSageMakerApp from './aws/sagemaker/app.ts';
import awsSageMakerDomain from './aws/sagemaker/domain.ts';
import awsSageMakerEndpointConfig from './aws/sagemaker/endpoint-config.ts';
import awsSageMakerEndpoint from './aws/sagemaker/endpoint.ts';
import awsSageMakerFeatureGroup from './aws/sagemaker/feature-group.ts';
import awsSageMakerMlflowServer from './aws/sagemaker/mlflow-server.ts';
import awsSageMakerModelPackageGroup from './aws/sagemaker/model-package-group.ts';
import awsSageMakerModelPackage from './aws/sagemaker/model-package.ts';
import awsSageMakerModel from './aws/sagemaker/model.ts';
import awsSageMakerNotebookInstance from './aws/sagemaker/notebook-instance.ts';
import awsSageMakerNotebookLifecycleConfig from './aws/sagemaker/notebook-lifecycle-config.ts';
import awsSageMakerPipeline from './aws/sagemaker/pipeline.ts';
import awsSageMakerProcessingJob from './aws/sagemaker/processing-job.ts';
import awsSageMakerSpace from './aws/sagemaker/space.ts';
import awsSageMakerStudioLifecycleConfig from './aws/sagemaker/studio-lifecycle-config.ts';
import awsSageMakerTrainingJob from './aws/sagemaker/training-job.ts';
import awsSageMakerTransformJob from './aws/sagemaker/transform-job.ts';
import awsSageMakerTuningJob from './aws/sagemaker/tuning-job.ts';
import awsSageMakerUserProfile from './aws/sagemaker/user-profile.ts';
import awsSecretsManagerSecret from './aws/secretsmanager/secret.ts';
import type { Kind } from './kit/define.ts';

/** Every asset kind, sorted by label. */
export const kinds: readonly Kind[] = [
  awsAccount,
  awsAgentCoreApiKeyProvider,
  awsAgentCoreBrowser,
  awsAgentCoreCodeInterpreter,
  awsAgentCoreGateway,
  awsAgentCoreGatewayTarget,
  awsAgentCoreHarness,
  awsAgentCoreMemory,
  awsAgentCoreOauth2Provider,
  awsAgentCorePolicyEngine,
  awsAgentCoreRuntime,
  awsAgentCoreRuntimeEndpoint,
  awsAgentCoreWorkloadIdentity,
  awsApiGatewayRestApi,
  awsApiGatewayV2Api,
  awsApiGatewayV2Route,
  awsBedrockActionGroup,
  awsBedrockAgent,
  awsBedrockAgentAlias,
  awsBedrockAgentVersion,
  awsBedrockApplicationInferenceProfile,
  awsBedrockBatchInferenceJob,
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
  awsCloudFrontDistribution,
  awsEc2EgressOnlyGateway,
  awsEc2Instance,
  awsEc2InternetGateway,
  awsEc2NatGateway,
  awsEc2NetworkAcl,
  awsEc2NetworkInterface,
  awsEc2RouteTable,
  awsEc2SecurityGroup,
  awsEc2Subnet,
  awsEc2Vpc,
  awsEc2VpcBlockPublicAccess,
  awsEc2VpcEndpoint,
  awsEcrRegistryPolicy,
  awsEcrRepository,
  awsElbListener,
  awsElbLoadBalancer,
  awsElbTargetGroup,
  awsGlueJob,
  awsIamAccessKey,
  awsIamAwsManagedPolicy,
  awsIamGroup,
  awsIamOidcProvider,
  awsIamPolicy,
  awsIamRole,
  awsIamSamlProvider,
  awsIamServiceCredential,
  awsIamUser,
  awsKmsKey,
  awsLambdaFunction,
  awsOpenSearchDomain,
  awsOpenSearchServerlessAccessPolicy,
  awsOpenSearchServerlessCollection,
  awsOpenSearchServerlessNetworkPolicy,
  awsOrganization,
  awsOrganizationsRcp,
  awsOrganizationsRoot,
  awsOrganizationsScp,
  awsOrganizationsUnit,
  awsRegion,
  awsS3Bucket,
  awsSageMakerApp,
  awsSageMakerDomain,
  awsSageMakerEndpoint,
  awsSageMakerEndpointConfig,
  awsSageMakerFeatureGroup,
  awsSageMakerMlflowServer,
  awsSageMakerModel,
  awsSageMakerModelPackage,
  awsSageMakerModelPackageGroup,
  awsSageMakerNotebookInstance,
  awsSageMakerNotebookLifecycleConfig,
  awsSageMakerPipeline,
  awsSageMakerProcessingJob,
  awsSageMakerSpace,
  awsSageMakerStudioLifecycleConfig,
  awsSageMakerTrainingJob,
  awsSageMakerTransformJob,
  awsSageMakerTuningJob,
  awsSageMakerUserProfile,
  awsSecretsManagerSecret,
];

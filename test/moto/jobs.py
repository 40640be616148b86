"""SageMaker's jobs over data, and AgentCore."""

import json

from assets import IMAGE, joined, made

CLUSTER = {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 5}


def data_jobs(account, region, role, data, kms):
    sm = account.client("sagemaker", region)
    bucket = f"arn:aws:s3:::{data}"
    group = sm.create_feature_group(
        FeatureGroupName="Parcels",
        RecordIdentifierFeatureName="id",
        EventTimeFeatureName="at",
        FeatureDefinitions=[
            {"FeatureName": "id", "FeatureType": "String"},
            {"FeatureName": "at", "FeatureType": "Fractional"},
        ],
        OfflineStoreConfig={"S3StorageConfig": {"S3Uri": f"s3://{data}/features"}},
        RoleArn=role,
    )["FeatureGroupArn"]
    made("AwsSageMakerFeatureGroup", group)
    job = sm.create_processing_job(
        ProcessingJobName="Prepare",
        RoleArn=role,
        AppSpecification={"ImageUri": IMAGE},
        ProcessingResources={"ClusterConfig": {**CLUSTER, "VolumeKmsKeyId": kms}},
        ProcessingInputs=[
            {
                "InputName": "raw",
                "S3Input": {
                    "S3Uri": f"s3://{data}/raw",
                    "LocalPath": "/opt/raw",
                    "S3DataType": "S3Prefix",
                    "S3InputMode": "File",
                },
            }
        ],
        ProcessingOutputConfig={
            "Outputs": [
                {
                    "OutputName": "clean",
                    "S3Output": {"S3Uri": f"s3://{data}/clean", "LocalPath": "/opt/out", "S3UploadMode": "EndOfJob"},
                },
                {
                    "OutputName": "features",
                    "AppManaged": True,
                    "FeatureStoreOutput": {"FeatureGroupName": "Parcels"},
                },
            ],
            "KmsKeyId": kms,
        },
        NetworkConfig={"EnableNetworkIsolation": True},
    )["ProcessingJobArn"]
    made(
        "AwsSageMakerProcessingJob",
        job,
        networkIsolated=True,
        inVpc=False,
        image=IMAGE,
        inputs=["raw"],
        outputs=["clean", "features"],
        outputEncryption="customer",
    )
    joined(job, "RUNS_AS", role)
    joined(bucket, "FEEDS", job)
    joined(job, "STORES_TO", bucket)
    joined(job, "STORES_TO", group)
    # In lower case: so do ARNs of SageMaker have every name, which moto does not know.
    model = sm.create_model(ModelName="scorer", PrimaryContainer={"Image": IMAGE}, ExecutionRoleArn=role)["ModelArn"]
    made("AwsSageMakerModel", model)
    job = sm.create_transform_job(
        TransformJobName="Score",
        ModelName="scorer",
        TransformInput={"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": f"s3://{data}/in"}}},
        TransformOutput={"S3OutputPath": f"s3://{data}/scores", "KmsKeyId": kms},
        TransformResources={"InstanceCount": 1, "InstanceType": "ml.m5.large"},
        DataCaptureConfig={"DestinationS3Uri": f"s3://{data}/seen"},
    )["TransformJobArn"]
    made(
        "AwsSageMakerTransformJob",
        job,
        model="scorer",
        captures=True,
        outputEncryption="customer",
        instanceType="ml.m5.large",
    )
    joined(job, "USES_MODEL", model)
    joined(bucket, "FEEDS", job)
    joined(job, "STORES_TO", bucket)
    pipeline = sm.create_pipeline(
        PipelineName="Nightly", RoleArn=role, PipelineDefinition=json.dumps({"Version": "2020-12-01", "Steps": []})
    )["PipelineArn"]
    made("AwsSageMakerPipeline", pipeline, status="Active")
    joined(pipeline, "RUNS_AS", role)
    job = sm.create_hyper_parameter_tuning_job(
        HyperParameterTuningJobName="Search",
        HyperParameterTuningJobConfig={
            "Strategy": "Bayesian",
            "ResourceLimits": {"MaxNumberOfTrainingJobs": 2, "MaxParallelTrainingJobs": 1},
        },
        TrainingJobDefinition={
            "AlgorithmSpecification": {"TrainingImage": IMAGE, "TrainingInputMode": "File"},
            "RoleArn": role,
            "OutputDataConfig": {"S3OutputPath": f"s3://{data}/tuned", "KmsKeyId": kms},
            "ResourceConfig": CLUSTER,
            "StoppingCondition": {"MaxRuntimeInSeconds": 600},
            "EnableNetworkIsolation": True,
        },
    )["HyperParameterTuningJobArn"]
    known = {"strategy": "Bayesian", "networkIsolated": True, "outputEncryption": "customer", "images": [IMAGE]}
    made("AwsSageMakerTuningJob", job, **known)
    joined(job, "RUNS_AS", role)
    joined(job, "STORES_TO", bucket)


def agent_core(account, region, role, function, kms):
    client = account.client("bedrock-agentcore-control", region)
    runtime = client.create_agent_runtime(
        agentRuntimeName="helper",
        agentRuntimeArtifact={"containerConfiguration": {"containerUri": IMAGE}},
        roleArn=role,
        networkConfiguration={"networkMode": "PUBLIC"},
        protocolConfiguration={"serverProtocol": "MCP"},
        environmentVariables={"MODE": "live"},
    )
    made(
        "AwsAgentCoreRuntime",
        runtime["agentRuntimeArn"],
        role=role,
        artifact="container",
        image=IMAGE,
        artifactPinned=False,
        networkMode="PUBLIC",
        directInternet=True,
        protocol="MCP",
        environmentNames=["MODE"],
    )
    joined(runtime["agentRuntimeArn"], "RUNS_AS", role)
    endpoint = client.create_agent_runtime_endpoint(agentRuntimeId=runtime["agentRuntimeId"], name="live")
    made("AwsAgentCoreRuntimeEndpoint", endpoint["agentRuntimeEndpointArn"])
    for one in client.list_agent_runtime_endpoints(agentRuntimeId=runtime["agentRuntimeId"])["runtimeEndpoints"]:
        if one["agentRuntimeEndpointArn"] != endpoint["agentRuntimeEndpointArn"]:
            made("AwsAgentCoreRuntimeEndpoint", one["agentRuntimeEndpointArn"])
    gateway = client.create_gateway(
        name="tools", roleArn=role, protocolType="MCP", authorizerType="AWS_IAM", kmsKeyArn=kms
    )
    made(
        "AwsAgentCoreGateway",
        gateway["gatewayArn"],
        authorizerType="AWS_IAM",
        authorization=["iam"],
        protocol="MCP",
        role=role,
        encryption="customer",
    )
    tool = {"name": "lookup", "description": "finds a parcel", "inputSchema": {"type": "object"}}
    target = client.create_gateway_target(
        gatewayIdentifier=gateway["gatewayId"],
        name="parcels",
        targetConfiguration={"mcp": {"lambda": {"lambdaArn": function, "toolSchema": {"inlinePayload": [tool]}}}},
        credentialProviderConfigurations=[{"credentialProviderType": "GATEWAY_IAM_ROLE"}],
    )
    # AWS gives it no ARN: the id is Pathlight's own.
    id = f"{gateway['gatewayArn']}/target/{target['targetId']}"
    made("AwsAgentCoreGatewayTarget", id, tools=["lookup"], credentialTypes=["GATEWAY_IAM_ROLE"])
    joined(id, "EXECUTES", function)
    memory = client.create_memory(
        name="notes", eventExpiryDuration=30, encryptionKeyArn=kms, memoryExecutionRoleArn=role
    )["memory"]["arn"]
    made("AwsAgentCoreMemory", memory, encryption="customer", role=role, eventExpiryDays=30)
    joined(memory, "ENCRYPTED_WITH", kms)

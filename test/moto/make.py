"""Makes assets in moto with boto3 and prints what it made, as JSON: the ids are the ones that boto3 reported.

Usage: python make.py <endpoint url> <second region>. The first region is us-east-1.
"""

import json

from assets import IMAGE, JOINED, MADE, REACHED, REGIONS, Account, made, policy, trust
from doors import distribution, http_api, rest_api
from jobs import agent_core, data_jobs
from networks import Network
from organisation import keys, providers, tree
from stores import collection, glue_job, repository, search, secrets


def identities(account, prefix):
    iam = account.client("iam")
    document = policy("s3:GetObject", f"arn:aws:s3:::{prefix}-data/*")
    written = iam.create_policy(PolicyName=f"{prefix}-read", Path="/ai/", PolicyDocument=document)["Policy"]
    made("AwsIamPolicy", written["Arn"], document=document)
    roles = {}
    for name, service in {"sagemaker": "sagemaker", "bedrock": "bedrock", "lambda": "lambda"}.items():
        role = iam.create_role(
            RoleName=f"{prefix}-{name}",
            Path="/ai/",
            AssumeRolePolicyDocument=trust(f"{service}.amazonaws.com"),
            PermissionsBoundary=written["Arn"],
        )["Role"]
        iam.attach_role_policy(RoleName=role["RoleName"], PolicyArn=written["Arn"])
        iam.put_role_policy(RoleName=role["RoleName"], PolicyName="inline", PolicyDocument=policy("kms:*"))
        roles[name] = made("AwsIamRole", role["Arn"])
    group = iam.create_group(GroupName=f"{prefix}-scientists")["Group"]
    made("AwsIamGroup", group["Arn"])
    user = iam.create_user(UserName=f"{prefix}-Ada", Tags=[{"Key": "team", "Value": "ml"}])["User"]
    iam.add_user_to_group(GroupName=group["GroupName"], UserName=user["UserName"])
    made("AwsIamUser", user["Arn"])
    keys(account, user["Arn"])
    providers(account, prefix)
    return roles


def key(account, region):
    kms = account.client("kms", region)
    document = policy("kms:*", principal={"AWS": f"arn:aws:iam::{account.number}:root"})
    arn = kms.create_key(Description="models", Policy=document)["KeyMetadata"]["Arn"]
    kms.create_alias(AliasName="alias/models", TargetKeyId=arn)
    kms.enable_key_rotation(KeyId=arn)
    return made("AwsKmsKey", arn, customerManaged=True, rotates=True, aliasNames=["alias/models"])


def buckets(account, region, prefix, kms):
    s3 = account.client("s3", region)
    where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    logs, data = f"{prefix}-{region}-logs", f"{prefix}-{region}-data"
    for name in (logs, data):
        s3.create_bucket(Bucket=name, **where)
    made("AwsS3Bucket", f"arn:aws:s3:::{logs}", versioning="none")
    s3.put_bucket_acl(Bucket=data, ACL="private")
    s3.put_bucket_policy(
        Bucket=data, Policy=policy("s3:GetObject", f"arn:aws:s3:::{data}/*", {"AWS": account.number})
    )
    s3.put_public_access_block(
        Bucket=data,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "IgnorePublicAcls": True,
            "BlockPublicPolicy": True,
            "RestrictPublicBuckets": False,
        },
    )
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": kms}}
    s3.put_bucket_encryption(Bucket=data, ServerSideEncryptionConfiguration={"Rules": [rule]})
    s3.put_bucket_versioning(Bucket=data, VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_ownership_controls(
        Bucket=data, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    )
    s3.put_bucket_tagging(Bucket=data, Tagging={"TagSet": [{"Key": "data", "Value": "training"}]})
    made("AwsS3Bucket", f"arn:aws:s3:::{data}", versioning="Enabled", encryption="customer")
    return data


def functions(account, region, prefix, role):
    client = account.client("lambda", region)
    arn = client.create_function(
        FunctionName=f"{prefix}-tool",
        Runtime="python3.12",
        Role=role,
        Handler="index.handler",
        Code={"S3Bucket": f"{prefix}-{region}-data", "S3Key": "code.zip"},
    )["FunctionArn"]
    client.add_permission(
        FunctionName=arn, StatementId="agent", Action="lambda:InvokeFunction", Principal="bedrock.amazonaws.com"
    )
    client.create_function_url_config(FunctionName=arn, AuthType="NONE")
    return made("AwsLambdaFunction", arn)


def studio(account, region, role, data, kms):
    sm = account.client("sagemaker", region)
    script = sm.create_notebook_instance_lifecycle_config(
        NotebookInstanceLifecycleConfigName="setup", OnStart=[{"Content": "ZWNobyBoaQ=="}]
    )
    made("AwsSageMakerNotebookLifecycleConfig", script["NotebookInstanceLifecycleConfigArn"])
    for number in range(3):
        notebook = sm.create_notebook_instance(
            NotebookInstanceName=f"Lab-{number}",
            InstanceType="ml.t3.medium",
            RoleArn=role,
            LifecycleConfigName="setup",
            DirectInternetAccess="Enabled",
            RootAccess="Disabled",
        )
        made("AwsSageMakerNotebookInstance", notebook["NotebookInstanceArn"], directInternet=True, rootAccess=False)
    domain = sm.create_domain(
        DomainName="research",
        AuthMode="IAM",
        DefaultUserSettings={"ExecutionRole": role},
        SubnetIds=["subnet-1"],
        VpcId="vpc-1",
        KmsKeyId=kms,
        AppNetworkAccessType="VpcOnly",
    )
    made("AwsSageMakerDomain", domain["DomainArn"], directInternet=False)
    job = sm.create_training_job(
        TrainingJobName="Train-1",
        AlgorithmSpecification={"TrainingImage": IMAGE, "TrainingInputMode": "File"},
        RoleArn=role,
        InputDataConfig=[
            {
                "ChannelName": "train",
                "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": f"s3://{data}/train"}},
            }
        ],
        OutputDataConfig={"S3OutputPath": f"s3://{data}/out"},
        ResourceConfig={"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 5},
        StoppingCondition={"MaxRuntimeInSeconds": 600},
        EnableNetworkIsolation=True,
    )
    made("AwsSageMakerTrainingJob", job["TrainingJobArn"], networkIsolated=True, inVpc=False)


def serving(account, region, role, data, kms):
    sm = account.client("sagemaker", region)
    container = {"Image": IMAGE, "ModelDataUrl": f"s3://{data}/model.tar.gz"}
    model = sm.create_model(ModelName="Llm", PrimaryContainer=container, ExecutionRoleArn=role)
    made("AwsSageMakerModel", model["ModelArn"])
    config = sm.create_endpoint_config(
        EndpointConfigName="Llm-config",
        ProductionVariants=[
            {"VariantName": "all", "ModelName": "Llm", "InitialInstanceCount": 1, "InstanceType": "ml.m5.large"}
        ],
        DataCaptureConfig={
            "EnableCapture": True,
            "InitialSamplingPercentage": 100,
            "DestinationS3Uri": f"s3://{data}/capture",
            "CaptureOptions": [{"CaptureMode": "Input"}],
        },
        KmsKeyId=kms,
    )
    made("AwsSageMakerEndpointConfig", config["EndpointConfigArn"], encryption="customer")
    endpoint = sm.create_endpoint(EndpointName="Llm-endpoint", EndpointConfigName="Llm-config")
    made("AwsSageMakerEndpoint", endpoint["EndpointArn"], configName="Llm-config", captures=True)
    group = sm.create_model_package_group(ModelPackageGroupName="Registry")
    made("AwsSageMakerModelPackageGroup", group["ModelPackageGroupArn"])
    for status in ("Approved", "Rejected"):
        package = sm.create_model_package(
            ModelPackageGroupName="Registry",
            ModelApprovalStatus=status,
            InferenceSpecification={
                "Containers": [container],
                "SupportedContentTypes": ["text/csv"],
                "SupportedResponseMIMETypes": ["text/csv"],
            },
        )
        made("AwsSageMakerModelPackage", package["ModelPackageArn"], approval=status.lower())


def bedrock(account, region, role, data):
    client = account.client("bedrock", region)
    client.put_model_invocation_logging_configuration(
        loggingConfig={
            "s3Config": {"bucketName": data, "keyPrefix": "prompts"},
            "textDataDeliveryEnabled": True,
            "imageDataDeliveryEnabled": False,
            "embeddingDataDeliveryEnabled": False,
        }
    )
    # AWS gives it no ARN: the id is Pathlight's own.
    made(
        "AwsBedrockInvocationLogging",
        f"arn:aws:bedrock:{region}:{account.number}:model-invocation-logging",
        enabled=True,
        toS3=True,
        toCloudWatch=False,
    )
    job = client.create_model_customization_job(
        jobName="tune",
        customModelName="tuned",
        roleArn=role,
        baseModelIdentifier="amazon.nova-lite-v1:0",
        trainingDataConfig={"s3Uri": f"s3://{data}/train.jsonl"},
        outputDataConfig={"s3Uri": f"s3://{data}/out"},
        hyperParameters={"epochCount": "1"},
    )
    made("AwsBedrockCustomizationJob", job["jobArn"])
    for model in client.list_custom_models()["modelSummaries"]:
        made("AwsBedrockCustomModel", model["modelArn"])
    agents = account.client("bedrock-agent", region)
    agent = agents.create_agent(
        agentName="Support",
        agentResourceRoleArn=role,
        foundationModel="amazon.nova-lite-v1:0",
        instruction="You help people who have lost a parcel find out where it is.",
    )["agent"]
    made("AwsBedrockAgent", agent["agentArn"])
    for name in ("handbook", "faq"):
        base = agents.create_knowledge_base(
            name=name,
            roleArn=role,
            knowledgeBaseConfiguration={
                "type": "VECTOR",
                "vectorKnowledgeBaseConfiguration": {
                    "embeddingModelArn": f"arn:aws:bedrock:{region}::foundation-model/amazon.titan-embed-text-v2:0"
                },
            },
            storageConfiguration={
                "type": "OPENSEARCH_SERVERLESS",
                "opensearchServerlessConfiguration": {
                    "collectionArn": f"arn:aws:aoss:{region}:{account.number}:collection/abcdefghijklmnopqrst",
                    "vectorIndexName": "index",
                    "fieldMapping": {"vectorField": "v", "textField": "t", "metadataField": "m"},
                },
            },
        )["knowledgeBase"]
        made("AwsBedrockKnowledgeBase", base["knowledgeBaseArn"])


def fill(account, prefix):
    # What AWS gives no ARN, or several, has the one spelling of `graph/schema/aws/ids.ts`.
    made("AwsAccount", f"arn:aws:account::{account.number}:account", number=account.number)
    roles = identities(account, prefix)
    for region in REGIONS:
        made("AwsRegion", f"arn:aws:account::{account.number}:region/{region}", enabled=True)
        kms = key(account, region)
        data = buckets(account, region, prefix, kms)
        function = functions(account, region, prefix, roles["lambda"])
        studio(account, region, roles["sagemaker"], data, kms)
        serving(account, region, roles["sagemaker"], data, kms)
        bedrock(account, region, roles["bedrock"], data)
        data_jobs(account, region, roles["sagemaker"], data, kms)
        agent_core(account, region, roles["bedrock"], function, kms)
        rest_api(account, region, function)
        http_api(account, region, function)
        repository(account, region, kms)
        secrets(account, region, kms)
        glue_job(account, region, roles["sagemaker"], data)
        search(account, region, kms)
        collection(account, region, kms)
        network = Network(account, region).lay()
        network.balancer(network.machines(prefix, roles["sagemaker"]))
        network.endpoints()
        network.rest({one["id"] for one in MADE})
    distribution(account, prefix, data)


def main():
    first = Account("123456789012")
    organizations = first.client("organizations")
    organization = organizations.create_organization(FeatureSet="ALL")["Organization"]
    made("AwsOrganization", organization["Arn"], managementAccount=first.number)
    status = organizations.create_account(AccountName="research", Email="research@example.com")
    number = status["CreateAccountStatus"]["AccountId"]
    session = first.client("sts").assume_role(
        RoleArn=f"arn:aws:iam::{number}:role/OrganizationAccountAccessRole", RoleSessionName="make"
    )["Credentials"]
    second = Account(
        number,
        aws_access_key_id=session["AccessKeyId"],
        aws_secret_access_key=session["SecretAccessKey"],
        aws_session_token=session["SessionToken"],
    )
    tree(first, organization, number)
    fill(first, "main")
    fill(second, "research")
    told = {"accounts": [first.number, number], "regions": REGIONS}
    print(json.dumps({**told, "made": MADE, "joined": JOINED, "reached": REACHED}))


main()

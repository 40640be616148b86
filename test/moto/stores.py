"""What holds things: images, secrets, indexes; and a job that moves data."""

from assets import joined, made, policy, reached, without_resource


def repository(account, region, kms):
    client = account.client("ecr", region)
    one = client.create_repository(
        repositoryName="models",
        imageTagMutability="IMMUTABLE",
        imageScanningConfiguration={"scanOnPush": True},
        encryptionConfiguration={"encryptionType": "KMS", "kmsKey": kms},
    )["repository"]
    document = without_resource(["ecr:BatchGetImage"], "*")
    client.set_repository_policy(repositoryName="models", policyText=document)
    made(
        "AwsEcrRepository",
        one["repositoryArn"],
        uri=one["repositoryUri"],
        tagsCanMove=False,
        scanOnPush=True,
        encryptionType="KMS",
        policy=document,
        hasPolicy=True,
    )
    joined(one["repositoryArn"], "ENCRYPTED_WITH", kms)
    # Nobody pulls without signing in: anyone with an account of AWS does.
    reached(one["repositoryArn"], "see", outside="internet:aws-accounts")
    # AWS gives it no ARN: the id is Pathlight's own.
    registry = f"arn:aws:ecr:{region}:{account.number}:registry-policy"
    images = f"arn:aws:ecr:{region}:{account.number}:repository/*"
    document = policy("ecr:ReplicateImage", images, {"AWS": account.number})
    client.put_registry_policy(policyText=document)
    made("AwsEcrRegistryPolicy", registry, document=document, hasPolicy=True)


def secrets(account, region, kms):
    client = account.client("secretsmanager", region)
    keyed = client.create_secret(
        Name="provider/key", SecretString="not-a-secret", KmsKeyId=kms, Tags=[{"Key": "of", "Value": "provider"}]
    )["ARN"]
    document = policy("secretsmanager:GetSecretValue", "*", {"AWS": account.number})
    client.put_resource_policy(SecretId=keyed, ResourcePolicy=document)
    made(
        "AwsSecretsManagerSecret",
        keyed,
        encryption="customer",
        rotationEnabled=False,
        policy=document,
        hasPolicy=True,
        tags=["of=provider"],
    )
    joined(keyed, "ENCRYPTED_WITH", kms)
    bare = client.create_secret(Name="bare", SecretString="not-a-secret")["ARN"]
    made("AwsSecretsManagerSecret", bare, encryption="provider", hasPolicy=False)


def glue_job(account, region, role, data):
    client = account.client("glue", region)
    name = client.create_job(
        Name="prepare",
        Role=role,
        Command={"Name": "glueetl", "ScriptLocation": f"s3://{data}/scripts/prepare.py"},
        DefaultArguments={"--additional-python-modules": "pandas", "--TempDir": f"s3://{data}/tmp"},
        GlueVersion="4.0",
        Timeout=60,
    )["Name"]
    # Glue names its jobs: this is the ARN of the Service Authorization Reference.
    id = made(
        "AwsGlueJob",
        f"arn:aws:glue:{region}:{account.number}:job/{name}",
        command="glueetl",
        glueVersion="4.0",
        scriptLocation=f"s3://{data}/scripts/prepare.py",
        argumentNames=["--TempDir", "--additional-python-modules"],
        installsPackages=True,
    )
    joined(id, "RUNS_AS", role)


def search(account, region, kms):
    client = account.client("opensearch", region)
    document = policy("es:ESHttpGet", "*", {"AWS": "*"})
    one = client.create_domain(
        DomainName="vectors",
        EngineVersion="OpenSearch_2.11",
        AccessPolicies=document,
        EncryptionAtRestOptions={"Enabled": True, "KmsKeyId": kms},
        NodeToNodeEncryptionOptions={"Enabled": True},
        DomainEndpointOptions={"EnforceHTTPS": True, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-2019-07"},
        AdvancedSecurityOptions={"Enabled": False},
    )["DomainStatus"]
    made(
        "AwsOpenSearchDomain",
        one["ARN"],
        engineVersion="OpenSearch_2.11",
        policy=document,
        publicEndpoint=True,
        encryptedAtRest=True,
        nodeToNodeEncryption=True,
        enforcesHttps=True,
        fineGrainedAccess=False,
    )
    joined(one["ARN"], "ENCRYPTED_WITH", kms)
    reached(one["ARN"], "see")


def collection(account, region, kms):
    client = account.client("opensearchserverless", region)
    rules = '{"Rules":[{"ResourceType":"collection","Resource":["collection/kbs"]}],"AWSOwnedKey":false,"KmsARN":"%s"}'
    client.create_security_policy(name="kb-key", type="encryption", policy=rules % kms)
    arn = client.create_collection(name="kbs", type="VECTORSEARCH")["createCollectionDetail"]["arn"]
    made("AwsOpenSearchServerlessCollection", arn, type="VECTORSEARCH", encryption="customer")
    # After the collection: moto takes any policy for the one with the key.
    opening = '[{"Rules":[{"ResourceType":"collection","Resource":["collection/kbs"]}],"AllowFromPublic":true}]'
    client.create_security_policy(name="kb-net", type="network", policy=opening)
    # AWS gives it no ARN: the id is Pathlight's own.
    made(
        "AwsOpenSearchServerlessNetworkPolicy",
        f"arn:aws:aoss:{region}:{account.number}:security-policy/network/kb-net",
        allowsPublic=True,
        publicResources=["collection/kbs"],
    )

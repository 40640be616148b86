"""An organisation's tree and policies, and who else may come in: providers and keys."""

from assets import joined, made, policy

SAML = '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/saml"/>'


def account_id(number):
    return f"arn:aws:account::{number}:account"


def tree(first, organization, number):
    """Two units, one in the other, the second account in the inner one; an SCP on the outer, an RCP on the inner."""
    client = first.client("organizations")
    root = client.list_roots()["Roots"][0]
    for type in ("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"):
        if type not in [one["Type"] for one in root["PolicyTypes"] if one["Status"] == "ENABLED"]:
            client.enable_policy_type(RootId=root["Id"], PolicyType=type)
    top = f"{organization['Id']}/{root['Id']}/"
    made("AwsOrganizationsRoot", root["Arn"], unitId=root["Id"], path=top, scpEnabled=True, rcpEnabled=True)
    joined(organization["Arn"], "CONTAINS", root["Arn"])
    joined(root["Arn"], "CONTAINS", account_id(first.number))
    outer = client.create_organizational_unit(ParentId=root["Id"], Name="Workloads")["OrganizationalUnit"]
    inner = client.create_organizational_unit(ParentId=outer["Id"], Name="Models")["OrganizationalUnit"]
    client.move_account(AccountId=number, SourceParentId=root["Id"], DestinationParentId=inner["Id"])
    made("AwsOrganizationsUnit", outer["Arn"], path=f"{top}{outer['Id']}/", accounts=0)
    made("AwsOrganizationsUnit", inner["Arn"], path=f"{top}{outer['Id']}/{inner['Id']}/", accounts=1)
    joined(root["Arn"], "CONTAINS", outer["Arn"])
    joined(outer["Arn"], "CONTAINS", inner["Arn"])
    joined(inner["Arn"], "CONTAINS", account_id(number))
    stay = policy("organizations:LeaveOrganization", effect="Deny")
    closed = policy("s3:*", "arn:aws:s3:::closed", "*", effect="Deny")
    for type, kind, unit, document in (
        ("SERVICE_CONTROL_POLICY", "AwsOrganizationsScp", outer, stay),
        ("RESOURCE_CONTROL_POLICY", "AwsOrganizationsRcp", inner, closed),
    ):
        content = {"Name": type.lower(), "Description": "a limit", "Type": type, "Content": document}
        one = client.create_policy(**content)["Policy"]["PolicySummary"]
        client.attach_policy(PolicyId=one["Id"], TargetId=unit["Id"])
        made(kind, one["Arn"], awsManaged=False, description="a limit", document=document, attachments=1)
        joined(unit["Arn"], "HAS_POLICY", one["Arn"])
        # What an organisation has from the start.
        for other in client.list_policies(Filter=type)["Policies"]:
            if other["Id"] != one["Id"]:
                made(kind, other["Arn"], awsManaged=True)


def providers(account, prefix):
    iam = account.client("iam")
    oidc = iam.create_open_id_connect_provider(
        Url=f"https://token.{prefix}.example.com/realm",
        ClientIDList=["sts.amazonaws.com"],
        ThumbprintList=["6938fd4d98bab03faadb97b34396831e3780aea1"],
    )["OpenIDConnectProviderArn"]
    made(
        "AwsIamOidcProvider",
        oidc,
        url=f"token.{prefix}.example.com/realm",
        clientIds=["sts.amazonaws.com"],
        thumbprints=1,
    )
    # IAM takes nothing shorter.
    document = f"{SAML}<!--{' ' * 1000}-->"
    saml = iam.create_saml_provider(Name=f"{prefix}-idp", SAMLMetadataDocument=document)
    made("AwsIamSamlProvider", saml["SAMLProviderArn"])


def keys(account, user):
    iam = account.client("iam")
    for status in ("Active", "Inactive"):
        key = iam.create_access_key(UserName=user.split("/")[-1])["AccessKey"]["AccessKeyId"]
        iam.update_access_key(UserName=user.split("/")[-1], AccessKeyId=key, Status=status)
        # AWS gives it no ARN: the id is Pathlight's own.
        id = made("AwsIamAccessKey", f"{user}/access-key/{key}", status=status)
        joined(user, "HAS_CREDENTIAL", id)

"""Front doors: APIs with a function behind them, and a distribution."""

from assets import joined, made, policy, reached


def rest_api(account, region, function):
    client = account.client("apigateway", region)
    document = policy("execute-api:Invoke", "execute-api:/*", "*")
    api = client.create_rest_api(name="chat", endpointConfiguration={"types": ["REGIONAL"]}, policy=document)["id"]
    root = client.get_resources(restApiId=api)["items"][0]["id"]
    path = client.create_resource(restApiId=api, parentId=root, pathPart="chat")["id"]
    at = {"restApiId": api, "resourceId": path, "httpMethod": "POST"}
    client.put_method(authorizationType="NONE", **at)
    uri = f"arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function}/invocations"
    client.put_integration(type="AWS_PROXY", integrationHttpMethod="POST", uri=uri, **at)
    client.create_deployment(restApiId=api, stageName="prod")
    id = made(
        "AwsApiGatewayRestApi",
        f"arn:aws:apigateway:{region}::/restapis/{api}",
        endpointTypes=["REGIONAL"],
        facesInternet=True,
        policy=document,
        authorization=["none"],
        openRoutes=[f"POST /chat -> {function}"],
        stages=["prod"],
        deployed=True,
    )
    joined(id, "FRONTS", function)
    reached(id, "ask", ["tcp/443"])


def http_api(account, region, function):
    client = account.client("apigatewayv2", region)
    api = client.create_api(Name="ask", ProtocolType="HTTP", CorsConfiguration={"AllowOrigins": ["*"]})["ApiId"]
    integration = client.create_integration(
        ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=function, PayloadFormatVersion="2.0"
    )["IntegrationId"]
    id = f"arn:aws:apigateway:{region}::/apis/{api}"
    for key, asks, way in (("GET /ask", "NONE", "none"), ("POST /ask", "AWS_IAM", "iam")):
        route = client.create_route(
            ApiId=api, RouteKey=key, AuthorizationType=asks, Target=f"integrations/{integration}"
        )["RouteId"]
        route = made("AwsApiGatewayV2Route", f"{id}/routes/{route}", authorization=way, leadsTo=function)
        joined(id, "ROUTES_TO", route)
        joined(route, "FRONTS", function)
    client.create_stage(ApiId=api, StageName="live", AutoDeploy=True)
    made(
        "AwsApiGatewayV2Api",
        id,
        protocol="HTTP",
        facesInternet=True,
        allowsAnyOrigin=True,
        authorization=["iam", "none"],
        openRoutes=[f"GET /ask -> integrations/{integration}"],
        stages=["live"],
        deployed=True,
    )
    reached(id, "ask", ["tcp/443"])


def distribution(account, prefix, bucket):
    host = f"{bucket}.s3.amazonaws.com"
    origin = {"Id": "data", "DomainName": host, "S3OriginConfig": {"OriginAccessIdentity": ""}}
    made_of = {
        "CallerReference": prefix,
        "Comment": "models",
        "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": {
            "TargetOriginId": "data",
            "ViewerProtocolPolicy": "redirect-to-https",
            "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
        },
    }
    one = account.client("cloudfront").create_distribution(DistributionConfig=made_of)["Distribution"]
    made(
        "AwsCloudFrontDistribution",
        one["ARN"],
        domainName=one["DomainName"],
        comment="models",
        enabled=True,
        facesInternet=True,
        authorization=["none"],
        originsWithoutIdentity=[host],
        viewerProtocol="redirect-to-https",
    )
    joined(one["ARN"], "FRONTS", f"arn:aws:s3:::{bucket}")
    reached(one["ARN"], "ask", ["tcp/443"])

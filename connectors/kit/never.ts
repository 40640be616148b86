/**
 * Operations that return secrets, code or the contents of objects. No kind may declare one, whatever it would do with the
 * answer; and a kind may only declare operations whose verb reads.
 *
 * Names are the wire's own: AWS `service:Operation`, ARM `POST path@api-version`, Google `package.Service/Method` or
 * `GET path`, SaaS `GET path`.
 */
import type { Cloud } from '#graph/schema/coverage.ts';
import type { Kind } from './define.ts';

interface Never {
  readonly operation: RegExp;
  readonly why: string;
}

const secrets = 'returns secrets';
const logins = 'returns credentials to log in with';
const code = 'returns code, or an address to fetch it from';
const contents = 'returns the contents of stored objects';
const keys = 'uses a key';

const aws: readonly Never[] = [
  { operation: /^secretsmanager:(?:Batch)?Get(?:SecretValue|RandomPassword)$/, why: secrets },
  {
    operation: /^ec2:(?:DescribeInstanceAttribute|DescribeLaunchTemplateVersions|GetLaunchTemplateData)$/,
    why: secrets,
  },
  { operation: /^ssm:GetParameter/, why: secrets },
  { operation: /^ssm:Get(?:CommandInvocation|AccessToken)$/, why: secrets },
  { operation: /^api-?gateway:GetApiKeys?$/, why: secrets },
  { operation: /^appsync:ListApiKeys$/, why: secrets },
  { operation: /^appconfig(?:data)?:Get(?:Latest)?Configuration$/, why: secrets },
  { operation: /^cognito-idp:DescribeUserPoolClient$/, why: secrets },
  { operation: /^ec2:Get(?:PasswordData|ConsoleOutput|ConsoleScreenshot)$/, why: secrets },
  {
    operation: /^lightsail:Get(?:InstanceAccessDetails|RelationalDatabaseMasterUserPassword)$/,
    why: secrets,
  },
  { operation: /^bedrock-agentcore:Get(?:Resource|WorkloadAccessToken)/, why: secrets },
  { operation: /^cloudfront-keyvaluestore:GetKey$/, why: secrets },
  {
    operation: /^sts:Get(?:SessionToken|FederationToken|DelegatedAccessToken|WebIdentityToken)$/,
    why: logins,
  },
  { operation: /^(?:ecr|ecr-public|codeartifact):GetAuthorizationToken$/, why: logins },
  { operation: /^sagemaker:CreatePresigned/, why: logins },
  { operation: /^cognito-identity:Get(?:CredentialsForIdentity|OpenIdToken)/, why: logins },
  { operation: /^redshift(?:-serverless)?:Get(?:Cluster)?Credentials/, why: logins },
  { operation: /^elasticmapreduce:GetClusterSessionCredentials$/, why: logins },
  { operation: /^lakeformation:GetTemporary/, why: logins },
  { operation: /^(?:lakeformation|s3|s3control|s3-control):GetDataAccess$/, why: logins },
  {
    operation: /^(?:connect:GetFederationToken|sso:GetRoleCredentials|license-manager:GetAccessToken)$/,
    why: logins,
  },
  { operation: /^quicksight:Get(?:Dashboard|Session)EmbedUrl$/, why: logins },
  { operation: /^lambda:Get(?:Function|LayerVersion|LayerVersionByArn)$/, why: code },
  { operation: /^codecommit:Get(?:File|Blob|Folder|Differences)$/, why: code },
  { operation: /^codeartifact:GetPackageVersionAsset$/, why: code },
  { operation: /^ecr(?:-public)?:GetDownloadUrlForLayer$/, why: code },
  // Object Lock is a setting of the bucket in spite of its name.
  { operation: /^s3:(?:GetObject(?!LockConfiguration$)|SelectObjectContent)/, why: contents },
  { operation: /^dynamodb:(?:GetItem|BatchGetItem|Query|Scan|TransactGetItems|GetRecords)$/, why: contents },
  { operation: /^(?:dynamodbstreams|kinesis):GetRecords$/, why: contents },
  { operation: /^sagemaker-featurestore-runtime:(?:Batch)?GetRecord$/, why: contents },
  { operation: /^athena:GetQueryResults/, why: contents },
  { operation: /^glacier:GetJobOutput$/, why: contents },
  { operation: /^ebs:GetSnapshotBlock$/, why: contents },
  {
    operation: /^logs:(?:GetLogEvents|FilterLogEvents|GetLogRecord|GetLogObject|GetQueryResults)$/,
    why: contents,
  },
  { operation: /^kms:(?:Decrypt|GenerateDataKey|GenerateMac|ReEncrypt|DeriveSharedSecret|Sign)/, why: keys },
];

const lastOf = (words: string): RegExp => new RegExp(`/(?:${words})(?:@|$|\\?)`, 'i');

const azure: readonly Never[] = [
  {
    operation: lastOf(
      'list\\w*(?:keys?|secrets?|credentials?|tokens?|sas|passwords?|connectionstrings?|authkeys|kubeconfig)|get\\w*(?:token|secret|sas|credentials?)|\\w*accesstoken',
    ),
    why: secrets,
  },
  {
    operation: lastOf(
      'list\\w*appsettings|appsettings/list|connectionstrings/list|publishingcredentials/list',
    ),
    why: secrets,
  },
  { operation: /^GET\s+\S*\/(?:secrets|certificates)\/[^/]+\/\{?version\}?/i, why: secrets },
  { operation: lastOf('regenerate\\w*|generate\\w*(?:key|sas|token)\\w*'), why: secrets },
  { operation: lastOf('decrypt|unwrapkey|sign|exportkeys?|export'), why: keys },
  { operation: lastOf('runcommand|execute\\w*|getsas|begingetaccess'), why: contents },
];

const gcp: readonly Never[] = [
  { operation: /AccessSecretVersion$|:access(?:@|$|\?)/, why: secrets },
  { operation: /\/(?:GetKeyString|LookupKey)$|:?getKeyString(?:@|$|\?)/i, why: secrets },
  { operation: /generateAccessToken|generateIdToken|signBlob|signJwt/i, why: logins },
  { operation: /CreateServiceAccountKey/i, why: logins },
  { operation: /(?:getSerialPortOutput|getScreenshot)/i, why: secrets },
  { operation: /generateDownloadUrl/i, why: code },
  { operation: /google\.storage\.v2\.Storage\/(?:Bidi)?ReadObject$|[?&]alt=media/i, why: contents },
  { operation: /BigQueryRead\/ReadRows$|tabledata|getQueryResults|\/ListTableData$/i, why: contents },
  { operation: /LoggingServiceV2\/(?:ListLogEntries|TailLogEntries)$|entries:list/i, why: contents },
  {
    operation:
      /(?:Firestore|Datastore|Spanner|Bigtable)\/(?:Get|BatchGet|List|Read|Run|Lookup|Streaming)\w*(?:Documents?|Query|Read|Rows|Lookup|Entities)?$/,
    why: contents,
  },
  { operation: /Subscriber\/(?:Streaming)?Pull$/, why: contents },
  {
    operation:
      /KeyManagementService\/(?:Raw)?(?:Decrypt|Encrypt|AsymmetricSign|AsymmetricDecrypt|MacSign|Decapsulate)$/,
    why: keys,
  },
];

const saas: readonly Never[] = [
  { operation: /\/(?:secrets|token)\/(?:get|list-values)(?:@|$|\?)/i, why: secrets },
  {
    operation: /\/secrets\/get\b|\/files?\/[^/]+\/content\b|\/dbfs\/read\b|\/workspace\/export\b/i,
    why: contents,
  },
];

const never: Readonly<Record<Cloud, readonly Never[]>> = { aws, azure, gcp, saas };

/** Why an operation may not be declared (`returns secrets`), or undefined if nothing forbids it. */
export const neverReason = (cloud: Cloud, operation: string): string | undefined =>
  never[cloud].find((one) => one.operation.test(operation))?.why;

/** Reading operations whose name does not say so. */
const readsAnyway: ReadonlySet<string> = new Set([
  'iam:SimulatePrincipalPolicy',
  'iam:SimulateCustomPolicy',
  'config:SelectResourceConfig',
  'config:SelectAggregateResourceConfig',
]);
const reads: Readonly<Record<Cloud, RegExp>> = {
  aws: /^[a-z0-9-]+:(?:Get|List|Describe|BatchGet|Search|Query|Head|Lookup)[A-Z]?\w*$/,
  // POST reads where the query does not fit into an address.
  azure: /^(?:GET \S+|POST \/providers\/Microsoft\.ResourceGraph\/resources(?:@\S+)?)$/,
  gcp: /^(?:GET \S+|[\w.]+\/(?:Get|List|Search|BatchGet|AggregatedList|Query|Fetch|Lookup|Analyze|TestIamPermissions)\w*|POST \S+:(?:getIamPolicy|searchAll\w+|testIamPermissions))$/,
  saas: /^(?:GET \S+|POST \S*\/search(?:@\S+)?)$/,
};

/** What is wrong with the operations that these kinds declare, a sentence each. A law holds it empty for the catalogue. */
export function declareProblems(kinds: readonly Kind[]): readonly string[] {
  const problems: string[] = [];
  for (const kind of kinds) {
    const { cloud, kind: label } = kind.head;
    for (const [name, { operation }] of [['list', kind.list] as const, ...Object.entries(kind.reads)]) {
      const why = neverReason(cloud, operation);
      if (why !== undefined) problems.push(`${label} (${name}): ${operation} ${why}`);
      else if (!reads[cloud].test(operation) && !readsAnyway.has(operation))
        problems.push(`${label} (${name}): ${operation} has no reading verb`);
    }
  }
  return problems;
}

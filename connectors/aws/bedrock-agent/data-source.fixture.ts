import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const secret = `arn:aws:secretsmanager:${region}:${account}:secret`;
const of = { knowledgeBaseId: 'KB00000001' };
const listed = (dataSourceId: string) => ({
  operation: 'bedrock-agent:ListDataSources',
  into: 'dataSourceSummaries',
  input: of,
  item: { ...of, dataSourceId, name: dataSourceId.toLowerCase(), status: 'AVAILABLE', updatedAt: time },
});
const described = (dataSourceId: string, dataSourceConfiguration: object, more: object = {}) => ({
  operation: 'bedrock-agent:GetDataSource',
  input: { ...of, dataSourceId },
  reply: {
    dataSource: {
      ...of,
      dataSourceId,
      name: dataSourceId.toLowerCase(),
      status: 'AVAILABLE',
      createdAt: time,
      updatedAt: time,
      dataSourceConfiguration,
      ...more,
    },
  },
});

/** A bucket with prefixes and all that ingestion can add; another account's bucket, whole; every outside source; a custom one. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        {
          operation: 'bedrock-agent:ListKnowledgeBases',
          into: 'knowledgeBaseSummaries',
          item: { ...of, name: 'docs', status: 'ACTIVE', updatedAt: time },
        },
        ...['BUCKET', 'FOREIGN', 'WEB', 'CONFLUENCE', 'SALESFORCE', 'SHAREPOINT', 'CUSTOM'].map(listed),
      ],
      answers: [
        {
          operation: 'bedrock-agent:GetKnowledgeBase',
          input: of,
          reply: { knowledgeBase: { createdAt: time, knowledgeBaseConfiguration: { type: 'VECTOR' } } },
        },
        described(
          'BUCKET',
          {
            type: 'S3',
            s3Configuration: {
              bucketArn: 'arn:aws:s3:::docs',
              inclusionPrefixes: ['public/', 'manuals/'],
              bucketOwnerAccountId: account,
            },
          },
          {
            dataDeletionPolicy: 'RETAIN',
            serverSideEncryptionConfiguration: { kmsKeyArn: `arn:aws:kms:${region}:${account}:alias/docs` },
            vectorIngestionConfiguration: {
              customTransformationConfiguration: {
                intermediateStorage: { s3Location: { uri: 's3://chunks/tmp' } },
                transformations: [
                  {
                    stepToApply: 'POST_CHUNKING',
                    transformationFunction: {
                      transformationLambdaConfiguration: {
                        lambdaArn: `arn:aws:lambda:${region}:${account}:function:chunk`,
                      },
                    },
                  },
                ],
              },
              parsingConfiguration: {
                parsingStrategy: 'BEDROCK_FOUNDATION_MODEL',
                bedrockFoundationModelConfiguration: {
                  modelArn: `arn:aws:bedrock:${region}::foundation-model/amazon.nova-lite-v1:0`,
                },
              },
            },
          },
        ),
        described('FOREIGN', {
          type: 'S3',
          s3Configuration: { bucketArn: 'arn:aws:s3:::elsewhere', bucketOwnerAccountId: '444455556666' },
        }),
        described('WEB', {
          type: 'WEB',
          webConfiguration: {
            sourceConfiguration: {
              urlConfiguration: {
                seedUrls: [
                  { url: 'https://Docs.acme.example/a' },
                  { url: 'https://docs.acme.example/b' },
                  {},
                ],
              },
            },
            crawlerConfiguration: { scope: 'SUBDOMAINS' },
          },
        }),
        described('CONFLUENCE', {
          type: 'CONFLUENCE',
          confluenceConfiguration: {
            sourceConfiguration: {
              hostUrl: 'https://acme.atlassian.net',
              hostType: 'SAAS',
              authType: 'BASIC',
              credentialsSecretArn: `${secret}:confluence-AbCdEf`,
            },
          },
        }),
        described('SALESFORCE', {
          type: 'SALESFORCE',
          salesforceConfiguration: {
            sourceConfiguration: {
              hostUrl: 'https://acme.my.salesforce.com/',
              authType: 'OAUTH2_CLIENT_CREDENTIALS',
              credentialsSecretArn: `${secret}:salesforce-AbCdEf`,
            },
          },
        }),
        described('SHAREPOINT', {
          type: 'SHAREPOINT',
          sharePointConfiguration: {
            sourceConfiguration: {
              domain: 'acme',
              siteUrls: ['https://acme.sharepoint.com/sites/one', 'https://acme.sharepoint.com/sites/two'],
              hostType: 'ONLINE',
              authType: 'OAUTH2_CLIENT_CREDENTIALS',
              credentialsSecretArn: `${secret}:sharepoint-AbCdEf`,
            },
          },
        }),
        described('CUSTOM', { type: 'CUSTOM' }),
      ],
    },
  ],
});

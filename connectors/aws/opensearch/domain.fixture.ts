import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const listed = (DomainName: string, EngineType: string) => ({
  operation: 'opensearch:ListDomainNames',
  into: 'DomainNames',
  item: { DomainName, EngineType },
});
const described = (DomainName: string, more: object) => ({
  operation: 'opensearch:DescribeDomain',
  input: { DomainName },
  reply: {
    DomainStatus: {
      DomainId: `${account}/${DomainName}`,
      DomainName,
      ARN: `arn:aws:es:${region}:${account}:domain/${DomainName}`,
      ClusterConfig: { InstanceType: 'r6g.large.search' },
      ...more,
    },
  },
});

/** One that is closed in every way, one that is open to everyone, and one that is being made. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('closed-rag', 'OpenSearch'),
        listed('open-logs', 'Elasticsearch'),
        listed('own-key', 'OpenSearch'),
        listed('being-made', 'OpenSearch'),
      ],
      answers: [
        described('closed-rag', {
          EngineVersion: 'OpenSearch_2.19',
          Created: true,
          Endpoints: { vpc: 'vpc-closed-rag-abc.eu-west-1.es.amazonaws.com' },
          AccessPolicies: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: `arn:aws:iam::${account}:role/kb` },
                Action: 'es:ESHttp*',
                Resource: `arn:aws:es:${region}:${account}:domain/closed-rag/*`,
              },
            ],
          }),
          VPCOptions: {
            VPCId: 'vpc-0a1b2c3d',
            SubnetIds: ['subnet-0a1b2c3d'],
            SecurityGroupIds: ['sg-0a1b2c3d'],
          },
          EncryptionAtRestOptions: {
            Enabled: true,
            KmsKeyId: `arn:aws:kms:${region}:444455556666:key/11111111-2222-3333-4444-555555555555`,
          },
          NodeToNodeEncryptionOptions: { Enabled: true },
          DomainEndpointOptions: {
            EnforceHTTPS: true,
            TLSSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10',
            CustomEndpointEnabled: true,
            CustomEndpoint: 'search.example.com',
          },
          AdvancedSecurityOptions: {
            Enabled: true,
            InternalUserDatabaseEnabled: false,
            AnonymousAuthEnabled: false,
          },
          CognitoOptions: { Enabled: true },
        }),
        described('open-logs', {
          EngineVersion: 'Elasticsearch_7.10',
          Created: true,
          Endpoint: 'search-open-logs-abc.eu-west-1.es.amazonaws.com',
          AccessPolicies:
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"es:*","Resource":"*"}]}',
          EncryptionAtRestOptions: { Enabled: false },
          NodeToNodeEncryptionOptions: { Enabled: false },
          DomainEndpointOptions: {
            EnforceHTTPS: false,
            TLSSecurityPolicy: 'Policy-Min-TLS-1-0-2019-07',
            CustomEndpointEnabled: false,
          },
          AdvancedSecurityOptions: {
            Enabled: true,
            InternalUserDatabaseEnabled: true,
            AnonymousAuthEnabled: true,
          },
          CognitoOptions: { Enabled: false },
        }),
        described('own-key', {
          EngineVersion: 'OpenSearch_3.1',
          Endpoint: 'search-own-key-abc.eu-west-1.es.amazonaws.com',
          AccessPolicies: '',
          // AWS's own for the service, or the customer's: the ARN does not tell.
          EncryptionAtRestOptions: {
            Enabled: true,
            KmsKeyId: `arn:aws:kms:${region}:${account}:key/66666666-7777-8888-9999-000000000000`,
          },
          AdvancedSecurityOptions: { Enabled: false },
        }),
        described('being-made', { Created: false, EncryptionAtRestOptions: { Enabled: true } }),
      ],
    },
  ],
});

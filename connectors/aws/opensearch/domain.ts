/**
 * OpenSearch Service domain: indexes of text and vectors, inside of a network or behind an endpoint that is open to all
 * who its policy lets in.
 *
 * Source: OpenSearch Service API Reference, "DomainStatus"; Developer Guide, "Identity and Access Management in Amazon
 * OpenSearch Service" (a search may be a POST), "Launching your domains within a VPC".
 */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { encryptedWith, inGroups, inSubnets } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { NO_POLICY, policyText } from '#graph/schema/aws/document.ts';
import { type AwsPlace, parseArn, regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, json, oneOf, text } from '#graph/schema/fields.ts';

const security = z.object({
  Enabled: z.boolean(),
  InternalUserDatabaseEnabled: z.boolean().optional(),
  AnonymousAuthEnabled: z.boolean().optional(),
});

const domain = z.object({
  EngineVersion: z.string().optional(),
  AccessPolicies: z.union([z.literal('').transform(() => NO_POLICY), policyText]).optional(),
  Endpoint: z.string().optional(),
  Endpoints: z.record(z.string(), z.string()).optional(),
  VPCOptions: z
    .object({
      VPCId: z.string().optional(),
      SubnetIds: z.array(z.string()).optional(),
      SecurityGroupIds: z.array(z.string()).optional(),
    })
    .default({}),
  EncryptionAtRestOptions: z.object({ Enabled: z.boolean(), KmsKeyId: z.string().optional() }).optional(),
  NodeToNodeEncryptionOptions: z.object({ Enabled: z.boolean() }).optional(),
  DomainEndpointOptions: z
    .object({
      EnforceHTTPS: z.boolean().optional(),
      TLSSecurityPolicy: z.string().optional(),
      CustomEndpointEnabled: z.boolean().default(false),
      CustomEndpoint: z.string().optional(),
    })
    .optional(),
  AdvancedSecurityOptions: security.optional(),
  CognitoOptions: z.object({ Enabled: z.boolean().default(false) }).optional(),
});
type Domain = z.output<typeof domain>;

/**
 * Who holds the key at rest. A key without an alias may be AWS's own for the service just as well as the customer's: only
 * what lies in another account is no key of AWS's. What the key itself says is at the other end of `ENCRYPTED_WITH`.
 */
function keyHolderOf(at: AwsPlace, d: Domain): 'none' | 'provider' | 'customer' | null {
  const atRest = d.EncryptionAtRestOptions;
  if (atRest === undefined) return null;
  if (!atRest.Enabled) return 'none';
  if (atRest.KmsKeyId === undefined || atRest.KmsKeyId === '') return 'provider';
  const owner = parseArn(atRest.KmsKeyId)?.account;
  return owner !== undefined && owner !== at.account ? 'customer' : null;
}

const atRestKey = (d: Domain): string | undefined =>
  d.EncryptionAtRestOptions?.Enabled === true ? d.EncryptionAtRestOptions.KmsKeyId : undefined;

/** Settings that need fine-grained access control are off where that is off. */
const needs = (d: Domain, value: boolean | undefined): boolean | null =>
  d.AdvancedSecurityOptions?.Enabled === false ? false : (value ?? null);

export default defineKind({
  kind: 'AwsOpenSearchDomain',
  title: 'OpenSearch domain',
  cloud: 'aws',
  service: 'opensearch',
  concepts: ['VectorStore', 'DataStore'],
  scope: 'region',
  verbs: {
    READ: ['es:ESHttpGet', 'es:ESHttpHead', 'es:ESHttpPost'],
    WRITE: ['es:ESHttpDelete', 'es:ESHttpPatch', 'es:ESHttpPost', 'es:ESHttpPut'],
    MANAGE: [
      'es:AuthorizeVpcEndpointAccess',
      'es:DeleteDomain',
      'es:DeleteElasticsearchDomain',
      'es:UpdateDomainConfig',
      'es:UpdateElasticsearchDomainConfig',
      'es:UpgradeDomain',
    ],
  },
  resources: (id) => [id, `${id}/*`],
})
  .list({
    operation: 'opensearch:ListDomainNames',
    permissions: ['es:ListDomainNames'],
    items: 'DomainNames',
    item: z.object({ DomainName: z.string(), EngineType: z.string().optional() }),
    id: (d, at) => regionalArn(at, 'es', `domain/${d.DomainName}`),
    name: (d) => d.DomainName,
    gives: { engine: oneOf('EngineType', ['OpenSearch', 'Elasticsearch']) },
    props: (d) => ({ engine: d.EngineType ?? null }),
  })
  .read('describe', {
    operation: 'opensearch:DescribeDomain',
    permissions: ['es:DescribeDomain'],
    input: (d) => ({ DomainName: d.DomainName }),
    reply: z.object({ DomainStatus: domain }),
    gone: ['ResourceNotFoundException'],
    gives: {
      engineVersion: text('DomainStatus.EngineVersion'),
      policy: json('DomainStatus.AccessPolicies'),
      hasPolicy: bool('DomainStatus.AccessPolicies'),
      publicEndpoint: bool('DomainStatus.VPCOptions.VPCId'),
      endpoint: text('DomainStatus.Endpoint'),
      customEndpoint: text('DomainStatus.DomainEndpointOptions.CustomEndpoint'),
      encryption: oneOf('DomainStatus.EncryptionAtRestOptions', ['none', 'provider', 'customer']),
      encryptedAtRest: bool('DomainStatus.EncryptionAtRestOptions.Enabled'),
      nodeToNodeEncryption: bool('DomainStatus.NodeToNodeEncryptionOptions.Enabled'),
      enforcesHttps: bool('DomainStatus.DomainEndpointOptions.EnforceHTTPS'),
      tlsPolicy: text('DomainStatus.DomainEndpointOptions.TLSSecurityPolicy'),
      fineGrainedAccess: bool('DomainStatus.AdvancedSecurityOptions.Enabled'),
      internalUsers: bool('DomainStatus.AdvancedSecurityOptions.InternalUserDatabaseEnabled'),
      anonymousAuth: bool('DomainStatus.AdvancedSecurityOptions.AnonymousAuthEnabled'),
      cognitoLogin: bool('DomainStatus.CognitoOptions.Enabled'),
    },
    props: ({ DomainStatus: d }, _item, at) => {
      const policy = d.AccessPolicies ?? NO_POLICY;
      const ends = d.DomainEndpointOptions;
      return {
        engineVersion: d.EngineVersion ?? null,
        policy,
        hasPolicy: policy !== NO_POLICY,
        publicEndpoint: d.VPCOptions.VPCId === undefined || d.VPCOptions.VPCId === '',
        // A domain that is being made has none yet.
        endpoint: d.Endpoint ?? d.Endpoints?.['vpc'] ?? 'none',
        customEndpoint: ends?.CustomEndpointEnabled === true ? (ends.CustomEndpoint ?? null) : 'none',
        encryption: keyHolderOf(at, d),
        encryptedAtRest: d.EncryptionAtRestOptions?.Enabled ?? null,
        nodeToNodeEncryption: d.NodeToNodeEncryptionOptions?.Enabled ?? null,
        enforcesHttps: ends?.EnforceHTTPS ?? null,
        tlsPolicy: ends?.TLSSecurityPolicy ?? null,
        fineGrainedAccess: d.AdvancedSecurityOptions?.Enabled ?? null,
        internalUsers: needs(d, d.AdvancedSecurityOptions?.InternalUserDatabaseEnabled),
        anonymousAuth: needs(d, d.AdvancedSecurityOptions?.AnonymousAuthEnabled),
        cognitoLogin: d.CognitoOptions?.Enabled ?? null,
      };
    },
    edgeTypes: ['IN_NETWORK', 'IN_SUBNET', 'HAS_SECURITY_GROUP', 'ENCRYPTED_WITH'],
    edges: ({ DomainStatus: { VPCOptions: network, ...d } }, _item, at) => [
      ...(network.VPCId === undefined || network.VPCId === ''
        ? []
        : [
            {
              type: 'IN_NETWORK' as const,
              ...end(regionalArn(at, 'ec2', `vpc/${network.VPCId}`), 'Network'),
            },
          ]),
      ...inSubnets(at, network.SubnetIds),
      ...inGroups(at, network.SecurityGroupIds),
      ...encryptedWith(at, atRestKey({ ...d, VPCOptions: network })),
    ],
  });

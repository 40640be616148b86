/** Pieces of OpenSearch: domains of the service, and collections with their policies of the serverless one. */
import type { DomainStatus } from '@aws-sdk/client-opensearch';
import type { CollectionDetail } from '@aws-sdk/client-opensearchserverless';
import type { Piece } from '#connectors/standin/estate.ts';
import { arn, list, lowerId, made, type Place, piece, reply, type Wire } from './common.ts';

export const domainArn = (place: Place, name: string): string => arn(place, 'es', `domain/${name}`);

export interface DomainHas {
  /** Access policy. */
  readonly policy?: string;
  /** The network that it lies in; without one it has a public endpoint. */
  readonly network?: {
    readonly vpc: string;
    readonly subnets: readonly string[];
    readonly groups: readonly string[];
  };
  /** ARN of the key that encrypts it at rest; `none`: it is not encrypted. */
  readonly key?: string;
  /** @default false: the access policy alone says who gets in */
  readonly fineGrained?: boolean;
  readonly anonymous?: boolean;
  /** @default true */
  readonly https?: boolean;
  readonly more?: Wire<DomainStatus>;
}

export function openSearchDomain(place: Place, name: string, has: DomainHas = {}): Piece {
  const { network, key, fineGrained = false, https = true } = has;
  const host = `${network === undefined ? 'search' : 'vpc'}-${name}-${lowerId(place.account + name, 26)}.${place.region}.es.amazonaws.com`;
  const status: Wire<DomainStatus> = {
    DomainId: `${place.account}/${name}`,
    DomainName: name,
    ARN: domainArn(place, name),
    Created: true,
    Deleted: false,
    EngineVersion: 'OpenSearch_2.19',
    ClusterConfig: { InstanceType: 'r6g.large.search', InstanceCount: 2 },
    AccessPolicies: has.policy ?? '',
    ...(network === undefined
      ? { Endpoint: host }
      : {
          Endpoints: { vpc: host },
          VPCOptions: {
            VPCId: network.vpc,
            SubnetIds: network.subnets,
            SecurityGroupIds: network.groups,
          },
        }),
    EncryptionAtRestOptions:
      key === 'none'
        ? { Enabled: false }
        : { Enabled: true, ...(key === undefined ? {} : { KmsKeyId: key }) },
    NodeToNodeEncryptionOptions: { Enabled: true },
    DomainEndpointOptions: {
      EnforceHTTPS: https,
      TLSSecurityPolicy: 'Policy-Min-TLS-1-2-2019-07',
      CustomEndpointEnabled: false,
    },
    AdvancedSecurityOptions: {
      Enabled: fineGrained,
      InternalUserDatabaseEnabled: false,
      AnonymousAuthEnabled: has.anonymous ?? false,
    },
    CognitoOptions: { Enabled: false },
    ...has.more,
  };
  return piece(
    place,
    [list('opensearch:ListDomainNames', 'DomainNames', { DomainName: name, EngineType: 'OpenSearch' })],
    [reply('opensearch:DescribeDomain', { DomainName: name }, { DomainStatus: status })],
  );
}

const collectionId = (place: Place, name: string): string => lowerId(place.account + place.region + name, 20);
export const collectionArn = (place: Place, name: string): string =>
  arn(place, 'aoss', `collection/${collectionId(place, name)}`);

/** `key`: ARN of the customer's key; without one AWS owns it. */
export function collection(
  place: Place,
  name: string,
  has: { readonly key?: string; readonly more?: Wire<CollectionDetail> } = {},
): Piece {
  const id = collectionId(place, name);
  const detail = {
    id,
    name,
    arn: collectionArn(place, name),
    status: 'ACTIVE',
    type: 'VECTORSEARCH',
    kmsKeyArn: has.key ?? 'auto',
    standbyReplicas: 'ENABLED',
    createdDate: Date.parse(made),
    lastModifiedDate: Date.parse(made),
    collectionEndpoint: `https://${id}.${place.region}.aoss.amazonaws.com`,
    ...has.more,
  };
  const summary = { id, name, arn: detail.arn, status: detail.status, kmsKeyArn: detail.kmsKeyArn };
  return piece(
    place,
    [list('opensearchserverless:ListCollections', 'collectionSummaries', summary)],
    [
      reply(
        'opensearchserverless:BatchGetCollection',
        { ids: [id] },
        { collectionDetails: [detail], collectionErrorDetails: [] },
      ),
    ],
  );
}

/** A grant of a data access policy. */
export interface DataGrant {
  readonly Rules: readonly {
    readonly ResourceType: 'collection' | 'index' | 'model';
    readonly Resource: readonly string[];
    readonly Permission: readonly string[];
  }[];
  readonly Principal: readonly string[];
  readonly Description?: string;
}

/** What a network policy opens. */
export interface Opening {
  readonly Rules: readonly {
    readonly ResourceType: 'collection' | 'dashboard';
    readonly Resource: readonly string[];
  }[];
  readonly AllowFromPublic: boolean;
  readonly SourceVPCEs?: readonly string[];
  readonly SourceServices?: readonly string[];
  readonly Description?: string;
}

const summaryOf = (type: 'data' | 'network', name: string) => ({
  type,
  name,
  policyVersion: Buffer.from(lowerId(name, 20)).toString('base64'),
  createdDate: Date.parse(made),
  lastModifiedDate: Date.parse(made),
});

export function accessPolicy(place: Place, name: string, ...grants: readonly DataGrant[]): Piece {
  const item = summaryOf('data', name);
  const asked = { type: 'data', name };
  return piece(
    place,
    [list('opensearchserverless:ListAccessPolicies', 'accessPolicySummaries', item, { type: 'data' })],
    [
      reply('opensearchserverless:GetAccessPolicy', asked, {
        accessPolicyDetail: { ...item, policy: grants },
      }),
    ],
  );
}

export function networkPolicy(place: Place, name: string, ...openings: readonly Opening[]): Piece {
  const item = summaryOf('network', name);
  const asked = { type: 'network', name };
  return piece(
    place,
    [list('opensearchserverless:ListSecurityPolicies', 'securityPolicySummaries', item, { type: 'network' })],
    [
      reply('opensearchserverless:GetSecurityPolicy', asked, {
        securityPolicyDetail: { ...item, policy: openings },
      }),
    ],
  );
}

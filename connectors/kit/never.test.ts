import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Cloud } from '#graph/schema/coverage.ts';
import { allowedOperations, loginOperations, RefusedOperation, refuseUnlessAllowed } from './allow.ts';
import { defineKind } from './define.ts';
import { declareProblems, neverReason } from './never.ts';

const kindOf = (cloud: Cloud, operation: string) =>
  defineKind({ kind: 'Kind', title: 'K', cloud, service: 's', concepts: ['Model'], scope: 'region' }).list({
    operation,
    items: 'x',
    item: z.object({ id: z.string() }),
    id: (x) => x.id,
    name: (x) => x.id,
    gives: {},
    props: () => ({}),
  });

const forbidden: readonly (readonly [Cloud, string])[] = [
  ...[
    'secretsmanager:GetSecretValue',
    'secretsmanager:BatchGetSecretValue',
    's3:GetObject',
    's3:GetObjectTorrent',
    's3:SelectObjectContent',
    'lambda:GetFunction',
    'lambda:GetLayerVersion',
    'ssm:GetParameter',
    'ssm:GetParameters',
    'ssm:GetParametersByPath',
    'ssm:GetParameterHistory',
    'sts:GetSessionToken',
    'sts:GetFederationToken',
    'sagemaker:CreatePresignedDomainUrl',
    'sagemaker:CreatePresignedNotebookInstanceUrl',
    'kms:Decrypt',
    'kms:GenerateDataKeyWithoutPlaintext',
    'ecr:GetAuthorizationToken',
    'ec2:GetPasswordData',
    'redshift:GetClusterCredentialsWithIAM',
    'dynamodb:Scan',
    'logs:FilterLogEvents',
  ].map((operation) => ['aws', operation] as const),
  ...[
    'POST /subscriptions/{s}/resourceGroups/{g}/providers/Microsoft.CognitiveServices/accounts/{a}/listKeys@2025-09-01',
    'POST /x/providers/Microsoft.MachineLearningServices/workspaces/{w}/datastores/{d}/listSecrets@2022-10-01',
    'POST /x/providers/Microsoft.Search/searchServices/{s}/listAdminKeys@2025-05-01',
    'POST /x/providers/Microsoft.Search/searchServices/{s}/listQueryKeys@2025-05-01',
    'POST /x/onlineEndpoints/{e}/token@2022-10-01',
    'POST /x/workspaces/{w}/listNotebookAccessToken@2022-10-01',
    'POST /x/storageAccounts/{a}/ListAccountSas@2026-06-01',
    'POST /x/managedClusters/{c}/listClusterAdminCredential@2026-06-01',
    'GET /x/onlineEndpoints/{e}/getToken@2022-10-01',
    'GET /secrets/{name}/{version}@7.5',
  ].map((operation) => ['azure', operation] as const),
  ...[
    'google.cloud.secretmanager.v1.SecretManagerService/AccessSecretVersion',
    'google.iam.credentials.v1.IAMCredentials/GenerateAccessToken',
    'google.iam.credentials.v1.IAMCredentials/SignBlob',
    'google.storage.v2.Storage/ReadObject',
    'google.cloud.kms.v1.KeyManagementService/Decrypt',
    'GET /v1/projects/p/secrets/s/versions/1:access',
    'POST /v1/projects/-/serviceAccounts/x:signJwt',
  ].map((operation) => ['gcp', operation] as const),
];

describe('operations that return secrets, code or contents', () => {
  it.each(forbidden)('%s: %s cannot be declared', (cloud, operation) => {
    const kind = kindOf(cloud, operation);
    const [problem] = declareProblems([kind]);
    expect(problem).toContain(operation);
    if (neverReason(cloud, operation) !== undefined)
      expect(() => allowedOperations([kind], cloud)).toThrow(operation);
  });

  it.each(forbidden.filter(([, operation]) => !operation.includes('/token@')))(
    '%s: %s is known by name, not only by its verb',
    (cloud, operation) => {
      expect(neverReason(cloud, operation)).toMatch(/^(?:returns|uses) /);
    },
  );
});

describe('operations that read', () => {
  it.each([
    ['aws', 'sagemaker:ListEndpoints'],
    ['aws', 's3:GetBucketPolicy'],
    ['aws', 's3:GetObjectLockConfiguration'],
    ['aws', 's3:HeadBucket'],
    ['aws', 'lambda:GetFunctionConfiguration'],
    ['aws', 'lambda:GetFunctionUrlConfig'],
    ['aws', 'lambda:GetPolicy'],
    ['aws', 'ssm:DescribeParameters'],
    ['aws', 'secretsmanager:ListSecrets'],
    ['aws', 'kms:GetKeyPolicy'],
    ['aws', 'iam:GetAccountAuthorizationDetails'],
    ['aws', 'iam:SimulatePrincipalPolicy'],
    ['aws', 'codebuild:BatchGetProjects'],
    ['aws', 'bedrock-agent:GetAgentActionGroup'],
    ['azure', 'GET /subscriptions/{s}/providers/Microsoft.MachineLearningServices/workspaces@2022-10-01'],
    ['azure', 'GET /x/vaults/{v}/secrets@2026-02-01'],
    ['azure', 'POST /providers/Microsoft.ResourceGraph/resources@2024-04-01'],
    ['gcp', 'google.cloud.aiplatform.v1.EndpointService/ListEndpoints'],
    ['gcp', 'google.cloud.asset.v1.AssetService/SearchAllIamPolicies'],
    ['gcp', 'google.cloud.secretmanager.v1.SecretManagerService/ListSecrets'],
    ['gcp', 'google.iam.v1.IAMPolicy/TestIamPermissions'],
    ['saas', 'GET /api/2.0/serving-endpoints'],
    ['saas', 'POST /api/2.0/mlflow/registered-models/search'],
  ] as const)('%s: %s can be declared', (cloud, operation) => {
    expect(declareProblems([kindOf(cloud, operation)])).toEqual([]);
  });

  it.each([
    ['aws', 'sagemaker:DeleteEndpoint'],
    ['aws', 'sagemaker:InvokeEndpoint'],
    ['aws', 'iam:GenerateCredentialReport'],
    ['aws', 'sagemaker:Listless-things now'],
    ['azure', 'PUT /subscriptions/{s}@1'],
    ['azure', 'POST /subscriptions/{s}/start@1'],
    ['gcp', 'google.cloud.aiplatform.v1.EndpointService/UndeployModel'],
    ['saas', 'POST /api/2.0/jobs/run-now'],
  ] as const)('%s: %s cannot', (cloud, operation) => {
    expect(declareProblems([kindOf(cloud, operation)])).toHaveLength(1);
  });
});

describe('the allow-list', () => {
  it('holds what the kinds of that cloud declare, their logins, and what the caller adds', () => {
    const kinds = [kindOf('aws', 'a:ListB'), kindOf('gcp', 'p.S/List')];
    const allowed = allowedOperations(kinds, 'aws', ['ec2:DescribeRegions']);
    expect([...allowed].toSorted()).toEqual(
      [...loginOperations.aws, 'a:ListB', 'ec2:DescribeRegions'].toSorted(),
    );
  });

  it('refuses the rest by name', () => {
    const allowed = new Set(['a:ListB']);
    expect(() => refuseUnlessAllowed('a:ListB', allowed)).not.toThrow();
    expect(() => refuseUnlessAllowed('a:DeleteB', allowed)).toThrow(RefusedOperation);
    expect(() => refuseUnlessAllowed('a:listb', allowed)).toThrow(
      'refused to send a:listb: no kind declares it',
    );
  });
});

/** Which actions are on what lies under a thing, and not on the thing. */
import type { VerbAction } from '#graph/access/aws/bulk/types.ts';
import type { CatalogueKind } from '#graph/schema/catalogue.ts';

/**
 * Actions on objects; all others of S3 that our kinds name are on the bucket.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3" (resource type `object`).
 */
const onObjects = new Set(
  [
    'AbortMultipartUpload',
    'BypassGovernanceRetention',
    'DeleteObject',
    'DeleteObjectTagging',
    'DeleteObjectVersion',
    'DeleteObjectVersionTagging',
    'GetObject',
    'GetObjectAcl',
    'GetObjectAttributes',
    'GetObjectLegalHold',
    'GetObjectRetention',
    'GetObjectTagging',
    'GetObjectTorrent',
    'GetObjectVersion',
    'GetObjectVersionAcl',
    'GetObjectVersionAttributes',
    'GetObjectVersionForReplication',
    'GetObjectVersionTagging',
    'GetObjectVersionTorrent',
    'ListMultipartUploadParts',
    'ObjectOwnerOverrideToBucketOwner',
    'PutObject',
    'PutObjectAcl',
    'PutObjectLegalHold',
    'PutObjectRetention',
    'PutObjectTagging',
    'PutObjectVersionAcl',
    'PutObjectVersionTagging',
    'ReplicateDelete',
    'ReplicateObject',
    'ReplicateTags',
    'RestoreObject',
    'UpdateObjectEncryption',
  ].map((name) => `s3:${name.toLowerCase()}`),
);

/**
 * Actions that take a function or one of its versions and aliases.
 * Source: Lambda Developer Guide, "Fine-tuning the Resources and Conditions sections of policies".
 */
const onQualified = new Set([
  'lambda:getfunction',
  'lambda:invokeasync',
  'lambda:invokefunction',
  'lambda:invokefunctionurl',
]);

/**
 * What stands behind the thing's ARN in what the action is asked for. Several: each counts for itself.
 * - Calls of an API are on a stage, method and path (API Gateway Developer Guide, "Resource format of permissions for
 *   executing API in API Gateway").
 * - HTTP calls of an OpenSearch domain are on a path (OpenSearch Service Developer Guide, "Identity and Access Management").
 */
export function underOf(action: string): readonly string[] {
  const name = action.toLowerCase();
  if (onObjects.has(name) || name.startsWith('execute-api:') || name.startsWith('es:eshttp')) return ['/*'];
  return onQualified.has(name) ? ['', ':*'] : [''];
}

/** What the verbs of a kind mean, as the evaluation takes it. */
export const verbActionsOf = ({ verbs }: Pick<CatalogueKind, 'verbs'>): readonly VerbAction[] =>
  Object.entries(verbs).flatMap(([verb, actions]) =>
    actions.flatMap((action) =>
      underOf(action).map((under) => (under === '' ? { verb, action } : { verb, action, under })),
    ),
  );

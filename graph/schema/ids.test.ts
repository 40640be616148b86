import { expect, it } from 'vitest';
import { placeOfId } from './ids.ts';

it.each([
  ['aws', 'arn:aws:kms:eu-west-1:111122223333:key/1', '111122223333', 'eu-west-1'],
  ['aws', 'arn:aws:iam::111122223333:role/r', '111122223333', ''],
  ['aws', 'arn:aws:s3:::bucket', '', ''],
  ['aws', 'host/example.com', '', ''],
  [
    'azure',
    '/subscriptions/0000-1/resourcegroups/g/providers/microsoft.storage/storageaccounts/s',
    '0000-1',
    '',
  ],
  ['azure', '/providers/microsoft.management/managementgroups/m', '', ''],
  ['gcp', '//aiplatform.googleapis.com/projects/12/locations/europe-west1/endpoints/3', '12', 'europe-west1'],
  ['gcp', '//compute.googleapis.com/projects/12/zones/us-central1-a/instances/3', '12', 'us-central1'],
  ['gcp', '//cloudkms.googleapis.com/projects/12/locations/global/keyRings/k', '12', ''],
  ['gcp', '//storage.googleapis.com/bucket', '', ''],
  ['saas', 'arn:aws:kms:eu-west-1:111122223333:key/1', '', ''],
  [undefined, 'arn:aws:kms:eu-west-1:111122223333:key/1', '', ''],
] as const)('an id of %s, %s, tells its account and region and no more', (cloud, id, account, region) => {
  expect(placeOfId(cloud, id)).toEqual({ account, region });
});

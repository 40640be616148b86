/**
 * Buckets answer in their own region only. Where that is, the listing of buckets says (`BucketRegion`); else S3 says it
 * when asked in the wrong one, and the provider asks again there. Only the name of a region is taken from a reply, never
 * a host. Source: S3 User Guide, "Making requests using the REST API", request redirection.
 */
import type { Call, Json } from '#connectors/kit/provider.ts';
import { isRegionName, partitionOf } from './regions.ts';

const redirects = new Set([
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
  'PermanentRedirect',
  'TemporaryRedirect',
]);

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const bucketIn = ({ operation, input }: Pick<Call, 'operation' | 'input'>): string | undefined => {
  const bucket = operation.startsWith('s3:') ? input['Bucket'] : undefined;
  return typeof bucket === 'string' ? bucket : undefined;
};

export interface BucketRegions {
  /** The region that a call about a bucket goes to, where that is known. */
  regionFor(call: Call): string | undefined;
  /** Where to ask again, if the error says that the bucket is in another region of the same partition. */
  elsewhere(call: Call, asked: string, error: unknown): string | undefined;
  /** Takes in what a reply says of buckets' regions. */
  learn(call: Call, body: Json): void;
}

export function bucketRegions(): BucketRegions {
  const known = new Map<string, string>();
  return {
    regionFor(call) {
      const bucket = bucketIn(call);
      return bucket === undefined ? undefined : known.get(bucket);
    },
    elsewhere(call, asked, error) {
      const bucket = bucketIn(call);
      if (bucket === undefined) return undefined;
      const e = record(error);
      const response = record(e['$response']);
      const status = response['statusCode'];
      if (!redirects.has(String(e['name'])) && status !== 301 && status !== 307) return undefined;
      const region = record(response['headers'])['x-amz-bucket-region'] ?? e['Region'];
      if (typeof region !== 'string' || !isRegionName(region) || region === asked) return undefined;
      if (partitionOf(region) !== partitionOf(asked)) return undefined;
      known.set(bucket, region);
      return region;
    },
    learn(call, body) {
      if (call.operation !== 's3:ListBuckets') return;
      const listed = record(body)['Buckets'];
      for (const item of Array.isArray(listed) ? listed : []) {
        const { Name: name, BucketRegion: region } = record(item);
        if (typeof name === 'string' && typeof region === 'string' && isRegionName(region))
          known.set(name, region);
      }
    },
  };
}

/**
 * What follows for every request to a thing: over TLS, as whoever asks can always do, and to the region that the thing lies in.
 *
 * Sources: IAM User Guide, "AWS global condition context keys", `aws:SecureTransport`, `aws:RequestedRegion` (a global
 * service answers in one region of its partition); Amazon S3 User Guide, "Condition keys", `s3:TlsVersion`.
 */
import type { Given } from '../context.ts';
import type { BulkResource } from './types.ts';

const secure: Given = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
const regions = new Map<string, Given>();

export function requestTo(resource: Pick<BulkResource, 'region'> | undefined): Given {
  const { region } = resource ?? {};
  if (region === undefined) return secure;
  const known = regions.get(region) ?? { ...secure, 'aws:RequestedRegion': region };
  regions.set(region, known);
  return known;
}

/** @param region as the graph has it: `global` for what belongs to no region */
export const requestedRegion = (partition: string, region: string | undefined): string | undefined => {
  if (region !== 'global') return region === '' ? undefined : region;
  return partition === 'aws-cn' ? 'cn-north-1' : partition === 'aws-us-gov' ? 'us-gov-west-1' : 'us-east-1';
};

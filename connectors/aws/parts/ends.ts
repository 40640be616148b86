/** What stands at the other end of an edge, as far as its id proves it. */
import type { Edge } from '#connectors/kit/define.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';
import { kinds } from './end-kinds.ts';

export interface End {
  readonly to: string;
  readonly as: Edge['as'];
}

/**
 * Names that look like a bucket's and are no general purpose bucket: aliases of access points, Object Lambda and
 * multi-Region access points, directory buckets. Source: Amazon S3 User Guide, "General purpose bucket naming rules".
 */
const noBucket = /(?:-s3alias|--ol-s3|--x-s3|--table-s3|\.mrap)$|^accesspoint$/;

function kindOf(id: string): string | undefined {
  const arn = parseArn(id);
  if (arn === undefined) return undefined;
  const { service, resource, account, region } = arn;
  if (service === 's3')
    return account === '' &&
      region === '' &&
      /^[a-z0-9][a-z0-9.-]+$/i.test(resource) &&
      !noBucket.test(resource)
      ? 'AwsS3Bucket'
      : undefined;
  if (service === 'iam' && /^policy\/.+$/.test(resource))
    return account === 'aws' ? 'AwsIamAwsManagedPolicy' : 'AwsIamPolicy';
  return kinds.find(([pattern]) => pattern.test(`${service}:${resource}`))?.[1];
}

/**
 * The other end of an edge, by its full id: taken for the kind that the id proves, so that a policy which asks for the
 * kind meets the stub too; else for the concept that the field promises.
 */
export const end = (to: string, otherwise: Edge['as']): End => ({ to, as: kindOf(to) ?? otherwise });

/**
 * Canonical ids of AWS: the ARN, in the one spelling that AWS itself returns.
 *
 * An ARN is `arn:partition:service:region:account:resource`. Partition, service and region are lower case; the resource
 * part keeps its case. Where AWS writes the same thing in several ways (a bucket name, a role's session, an
 * `s3://` address, a foundation model by its bare id) one function here gives the one id, so that no edge is ever made
 * from a bare name.
 *
 * Source: AWS General Reference, "Amazon Resource Names"; IAM User Guide, "IAM identifiers".
 */

export interface AwsPlace {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The parts of an ARN, or `undefined` for what is not one. */
export function parseArn(value: string): Arn | undefined {
  const match = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s.exec(value);
  if (match === null) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = match;
  return {
    partition: partition.toLowerCase(),
    service: service.toLowerCase(),
    region: region.toLowerCase(),
    account,
    resource,
  };
}

export const formatArn = (a: Arn): string =>
  `arn:${a.partition}:${a.service}:${a.region}:${a.account}:${a.resource}`;

/** The one spelling of an ARN; text that is no ARN is returned as it is. */
export function canonicalArn(value: string): string {
  const arn = parseArn(value.trim());
  return arn === undefined ? value.trim() : formatArn(arn);
}

/** ARN of a regional thing in the same account and region. */
export const regionalArn = (at: AwsPlace, service: string, resource: string): string =>
  formatArn({ partition: at.partition, service, region: at.region, account: at.account, resource });

/** ARN of an IAM thing (`role/path/Name`): no region. */
export const iamArn = (at: Pick<AwsPlace, 'partition' | 'account'>, resource: string): string =>
  formatArn({ partition: at.partition, service: 'iam', region: '', account: at.account, resource });

/** A bucket's ARN holds neither account nor region. */
export const bucketArn = (at: Pick<AwsPlace, 'partition'>, name: string): string =>
  `arn:${at.partition}:s3:::${name}`;

/** The bucket of an `s3://bucket/key` address or of an S3 ARN, and the key prefix (`''` for none). */
export function bucketOf(
  at: Pick<AwsPlace, 'partition'>,
  address: string,
): { readonly id: string; readonly bucket: string; readonly prefix: string } | undefined {
  const uri = /^(?:s3|https):\/\/([^/]+)\/?(.*)$/s.exec(address);
  if (uri !== null && address.startsWith('s3:')) {
    const [, bucket = '', prefix = ''] = uri;
    return { id: bucketArn(at, bucket), bucket, prefix };
  }
  const arn = parseArn(address);
  if (arn?.service === 's3') {
    const [bucket = '', ...rest] = arn.resource.split('/');
    return { id: `arn:${arn.partition}:s3:::${bucket}`, bucket, prefix: rest.join('/') };
  }
  return undefined;
}

/** Foundation models are AWS's own: an ARN of the region with an empty account. Takes a bare model id or any model ARN. */
export function modelArn(at: Pick<AwsPlace, 'partition' | 'region'>, model: string): string {
  return model.startsWith('arn:')
    ? canonicalArn(model)
    : `arn:${at.partition}:bedrock:${at.region}::foundation-model/${model}`;
}

/** Roles are what assumed-role sessions stand for: `sts::assumed-role/Name/session` → the role's ARN without path. */
export function roleOfSession(sessionArn: string): string | undefined {
  const arn = parseArn(sessionArn);
  const match = arn?.service === 'sts' ? /^assumed-role\/([^/]+)\//.exec(arn.resource) : null;
  return arn === undefined || match === null ? undefined : iamArn(arn, `role/${match[1]}`);
}

/**
 * The id of what a KMS key field names: a key ARN, an alias ARN, `alias/name`, or a bare key id. An alias stays an alias
 * (which key it stands for is KMS's answer, not ours).
 *
 * Source: KMS Developer Guide, "Key identifiers (KeyId)".
 */
export function kmsKeyArn(at: AwsPlace, key: string): string {
  if (key.startsWith('arn:')) return canonicalArn(key);
  return regionalArn(at, 'kms', key.startsWith('alias/') || key.startsWith('key/') ? key : `key/${key}`);
}

/** An object in a bucket. */
export const objectArn = (at: Pick<AwsPlace, 'partition'>, bucket: string, key: string): string =>
  `${bucketArn(at, bucket)}/${key}`;

/** A log group by name; CloudWatch also writes it with `:*` at the end, which is no part of its identity. */
export const logGroupArn = (at: AwsPlace, name: string): string =>
  regionalArn(at, 'logs', `log-group:${name}`);

/** A Lambda function without the version or alias that an ARN may end with. */
export function functionArn(value: string): string {
  const arn = parseArn(value);
  if (arn?.service !== 'lambda') return canonicalArn(value);
  return formatArn({ ...arn, resource: arn.resource.split(':').slice(0, 2).join(':') });
}

/**
 * What holds a container image: the repository's ARN for a private ECR image, else `oci://host/name`. Tag and digest
 * are left out: who may write the repository may move a tag.
 *
 * Source: ECR User Guide, "Private registry" (the registry's host name).
 */
export function imageRepository(at: Pick<AwsPlace, 'partition'>, image: string): string {
  const bare = image.replace(/@sha\d+:[0-9a-f]+$/, '').replace(/:[^:/]+$/, '');
  const ecr = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(.+)$/.exec(bare);
  if (ecr === null) return `oci://${bare.toLowerCase()}`;
  const [, account = '', region = '', name = ''] = ecr;
  return formatArn({
    partition: at.partition,
    service: 'ecr',
    region,
    account,
    resource: `repository/${name}`,
  });
}

/** A host outside of the cloud, out of an address with or without scheme, path, port and credentials: `host/name`. */
export function hostId(address: string): string {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  const host = URL.canParse(withScheme) ? new URL(withScheme).hostname : '';
  return `host/${(host === '' ? address : host).toLowerCase()}`;
}

/**
 * The ARN of whatever a Bedrock model field names: a foundation model by its id, a cross-region inference profile by
 * its id (`eu.anthropic.…`, `global.…`: a geography in front of the provider), or any ARN.
 *
 * Source: Bedrock User Guide, "Supported foundation models", "Supported Regions and models for inference profiles".
 */
export function bedrockModelArn(at: AwsPlace, model: string): string {
  if (model.startsWith('arn:')) return canonicalArn(model);
  return /^(?:[a-z]{2}|us-gov|apac|global)\.[a-z0-9-]+\../.test(model)
    ? regionalArn(at, 'bedrock', `inference-profile/${model}`)
    : modelArn(at, model);
}

/**
 * An account, from its 12 digits alone: the resource ARN of AWS Account Management, not the ARN of its root user
 * (`arn:aws:iam::…:root`, which the account node keeps as an alias) and not the one of Organizations, which names the
 * management account too.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Account Management".
 */
export const accountId = (at: Pick<AwsPlace, 'partition' | 'account'>): string =>
  `arn:${at.partition}:account::${at.account}:account`;

/** A region as one account may use it. AWS has no ARN for it: this spelling under Account Management is our own. */
export const regionId = (at: Pick<AwsPlace, 'partition' | 'account'>, region: string): string =>
  `arn:${at.partition}:account::${at.account}:region/${region}`;

/** Anyone at all: `Principal: "*"`. One node for the whole graph. */
export const EVERYONE = 'aws::everyone';

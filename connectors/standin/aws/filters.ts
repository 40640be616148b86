/** Filters that AWS's listings have and that need nothing but the items: by parent, by type, by region. */
import type { Listed } from '../estate.ts';
import { isRecord, textOf } from './shape.ts';

type Wire = Readonly<Record<string, unknown>>;
type Keep = (item: Wire, input: Wire, into: string) => boolean;

/** By name or ARN; a filter that is not given keeps all. */
const names = (wanted: unknown, ...values: readonly unknown[]): boolean =>
  wanted === undefined || values.some((v) => v === wanted || textOf(wanted).endsWith(`/${textOf(v)}`));

const filters: Readonly<Record<string, Keep>> = {
  's3:ListBuckets': (item, { BucketRegion: region, Prefix: prefix }) =>
    (region === undefined || item['BucketRegion'] === region) &&
    (prefix === undefined || textOf(item['Name']).startsWith(textOf(prefix))),
  'ec2:DescribeRegions': (item, { AllRegions: all, RegionNames: wanted }) =>
    (all === true || item['OptInStatus'] !== 'not-opted-in') &&
    (!Array.isArray(wanted) || wanted.includes(item['RegionName'])),
  'iam:GetAccountAuthorizationDetails': (item, { Filter: wanted }, into) => {
    if (!Array.isArray(wanted) || wanted.length === 0) return true;
    if (into !== 'Policies') return wanted.includes(into.replace('DetailList', ''));
    const aws = String(item['Arn']).includes(':iam::aws:');
    return wanted.includes(aws ? 'AWSManagedPolicy' : 'LocalManagedPolicy');
  },
  // Without an identifier: the draft of each; with one: all versions of that one.
  'bedrock:ListGuardrails': (item, { guardrailIdentifier: wanted }) =>
    wanted === undefined ? item['version'] === 'DRAFT' : wanted === item['id'] || wanted === item['arn'],
  'bedrock:ListInferenceProfiles': (item, { typeEquals: type }) =>
    type === undefined || item['type'] === type,
  // Without a type: unversioned packages only.
  'sagemaker:ListModelPackages': (item, { ModelPackageGroupName: group, ModelPackageType: type }) => {
    const versioned = item['ModelPackageGroupName'] !== undefined;
    if (group !== undefined) return names(group, item['ModelPackageGroupName']);
    return type === 'Both' || versioned === (type === 'Versioned');
  },
  'sagemaker:ListUserProfiles': (item, { DomainIdEquals: domain }) => names(domain, item['DomainId']),
  'kms:ListAliases': (item, { KeyId: key }) => names(key, item['TargetKeyId']),
};

/** What of a listing the request's filters leave. */
export function filtered(operation: string, listed: readonly Listed[], input: Wire): readonly Listed[] {
  const keep = filters[operation];
  return keep === undefined ? listed : listed.filter((l) => isRecord(l.item) && keep(l.item, input, l.into));
}

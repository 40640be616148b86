/** What the estate says to one call. */
import type { Default, Listed } from '../estate.ts';
import { awsDefaults, sagemakerResourceNotFound } from './defaults.ts';
import { type Refusal, refuse } from './errors.ts';
import type { EstateIndex } from './estate-index.ts';
import { filtered } from './filters.ts';
import { pageOf, pagingOf } from './paging.ts';
import type { Operation } from './services.ts';
import { isRecord } from './shape.ts';

type Wire = Readonly<Record<string, unknown>>;

export interface Asking {
  readonly operation: Operation;
  readonly input: Wire;
  readonly account: string;
  readonly region: string;
  /** Largest page of this server. */
  readonly pageSize: number;
}
/** `items`: dotted path of the list that was paged. */
export type Answer = { readonly reply: Wire; readonly items?: string } | { readonly refusal: Refusal };

const refusalOf = (error: NonNullable<Default['error']>): Answer => ({
  refusal: refuse(error.code, error.message, error.status ?? 400),
});

function put(reply: Record<string, unknown>, path: string, value: unknown): void {
  const [head = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    reply[head] = value;
    return;
  }
  const inner = isRecord(reply[head]) ? { ...reply[head] } : {};
  put(inner, rest.join('.'), value);
  reply[head] = inner;
}

/** Lists that stand directly in the reply, all of them empty. */
function emptyLists(operation: Operation): Record<string, unknown> {
  if (!operation.output.isStructSchema()) return {};
  const lists = [...operation.output.structIterator()].filter(([, member]) => member.isListSchema());
  return Object.fromEntries(lists.map(([name]) => [name, []]));
}

function listing(asking: Asking, listed: readonly Listed[]): Answer {
  const { operation, input, account, region, pageSize } = asking;
  const paths = [...new Set(listed.map((l) => l.into))];
  // Grouped by list, as AWS does where one reply pages several lists.
  const all = paths.flatMap((path) => listed.filter((l) => l.into === path));
  const paging = pagingOf(operation);
  const page =
    paging === undefined
      ? { items: all, token: undefined }
      : pageOf(all, { operation, place: `${account}/${region}`, input, paging, most: pageSize });
  if (page === undefined) {
    return { refusal: refuse('ValidationException', 'The token is not one of this listing.', 400) };
  }
  const reply = emptyLists(operation);
  for (const path of paths) {
    put(
      reply,
      path,
      page.items.filter((l) => l.into === path).map((l) => l.item),
    );
  }
  if (paging?.flag !== undefined) put(reply, `${paging.within}${paging.flag}`, page.token !== undefined);
  if (paging !== undefined && page.token !== undefined)
    put(reply, `${paging.within}${paging.tokenOut}`, page.token);
  const shown = page.items[0]?.into ?? paths[0] ?? Object.keys(emptyLists(operation))[0];
  return { reply, ...(shown === undefined ? {} : { items: shown }) };
}

const lists = (operation: Operation): boolean =>
  operation.name.startsWith('List') ||
  pagingOf(operation) !== undefined ||
  (operation.service.name === 'ec2' && Object.keys(emptyLists(operation)).length > 0);

/** S3 answers for a bucket only to its owner and in its own region. Undefined: go on. */
function bucketGate(estate: EstateIndex, { operation, input, account, region }: Asking): Answer | undefined {
  const name = input['Bucket'];
  if (operation.service.name !== 's3' || typeof name !== 'string') return undefined;
  const bucket = estate.buckets.get(name);
  if (bucket === undefined) {
    return { refusal: refuse('NoSuchBucket', 'The specified bucket does not exist', 404) };
  }
  const owner = input['ExpectedBucketOwner'];
  if (bucket.account !== account || (owner !== undefined && owner !== bucket.account)) {
    return { refusal: refuse('AccessDenied', 'Access Denied', 403) };
  }
  if (bucket.region === undefined || bucket.region === region || operation.name === 'GetBucketLocation') {
    return undefined;
  }
  return {
    refusal: refuse(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint.',
      301,
      { 'x-amz-bucket-region': bucket.region },
    ),
  };
}

function missing({ operation, input }: Asking): Answer {
  const { service, name } = operation;
  const names = Object.entries(input).find(([, v]) => typeof v === 'string')?.[1];
  const what = typeof names === 'string' ? `"${names}"` : 'the requested resource';
  if (service.name === 'sagemaker' && sagemakerResourceNotFound.test(name)) {
    return { refusal: refuse('ResourceNotFound', `Requested resource not found: ${what}.`, 400) };
  }
  return { refusal: refuse(service.missing.code, `Could not find ${what}.`, service.missing.status) };
}

/** Regions as AWS gives them to an account whose estate lists none. */
function regionsOf(estate: EstateIndex, account: string): readonly Listed[] {
  return estate.regionsOf(account).map((RegionName) => ({
    operation: 'ec2:DescribeRegions',
    into: 'Regions',
    item: { RegionName, Endpoint: `ec2.${RegionName}.amazonaws.com`, OptInStatus: 'opt-in-not-required' },
  }));
}

export function answer(estate: EstateIndex, asking: Asking): Answer {
  const { operation, input, account, region } = asking;
  const told = estate.answer(operation.id, account, region, input);
  if (told?.error !== undefined) return refusalOf(told.error);
  if (told !== undefined) {
    // An answer for a bucket that no listing shows: a fixture of one read.
    const gate = estate.buckets.has(String(input['Bucket'])) ? bucketGate(estate, asking) : undefined;
    return gate ?? { reply: told.reply ?? {} };
  }
  const every = estate.listed(operation.id, account, region, input);
  const known =
    every.length === 0 && operation.id === 'ec2:DescribeRegions' ? regionsOf(estate, account) : every;
  if (known.length > 0) return listing(asking, filtered(operation.id, known, input));
  const gate = bucketGate(estate, asking);
  if (gate !== undefined) return gate;
  const usual = estate.default(operation.id) ?? awsDefaults.get(operation.id);
  if (usual?.error !== undefined) return refusalOf(usual.error);
  if (usual !== undefined) return { reply: usual.reply ?? {} };
  if (lists(operation)) return listing(asking, []);
  if (operation.id === 's3:GetBucketAcl') {
    const owner = { ID: account.padStart(64, '0') };
    const grant = { Grantee: { Type: 'CanonicalUser', ID: owner.ID }, Permission: 'FULL_CONTROL' };
    return { reply: { Owner: owner, Grants: [grant] } };
  }
  if (operation.id === 's3:GetBucketLocation') {
    const home = estate.buckets.get(String(input['Bucket']))?.region;
    return { reply: { LocationConstraint: home === 'us-east-1' ? '' : (home ?? '') } };
  }
  return missing(asking);
}

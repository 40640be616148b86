/** An estate made quick to ask: a hundred thousand pieces answer as fast as ten. */
import type { Answered, Default, Estate, Listed } from '../estate.ts';
import { isRecord, textOf } from './shape.ts';

type Wire = Readonly<Record<string, unknown>>;

/** Whether all of `part` is in `whole`. Lists must be equal item by item. */
export function contains(whole: unknown, part: unknown): boolean {
  if (isRecord(part)) {
    return isRecord(whole) && Object.entries(part).every(([k, v]) => contains(whole[k], v));
  }
  if (Array.isArray(part)) {
    return (
      Array.isArray(whole) && whole.length === part.length && part.every((v, i) => contains(whole[i], v))
    );
  }
  return whole === part;
}

interface Entry<T> {
  readonly order: number;
  readonly value: T;
}

const scalars = (input: Wire): readonly string[] =>
  Object.entries(input).flatMap(([k, v]) => (typeof v === 'object' ? [] : [`${k}=${textOf(v)}`]));

/** Things with an `input` that a request's input must hold, found by one scalar of it. */
class ByInput<T extends { readonly input?: Wire }> {
  readonly #any: Entry<T>[] = [];
  readonly #keyed = new Map<string, Entry<T>[]>();

  add(value: T, order: number): void {
    const [key] = scalars(value.input ?? {});
    if (key === undefined) this.#any.push({ order, value });
    else {
      const list = this.#keyed.get(key);
      if (list === undefined) this.#keyed.set(key, [{ order, value }]);
      else list.push({ order, value });
    }
  }

  find(input: Wire): readonly Entry<T>[] {
    return [...this.#any, ...scalars(input).flatMap((key) => this.#keyed.get(key) ?? [])].filter(
      ({ value }) => value.input === undefined || contains(input, value.input),
    );
  }
}

const place = (operation: string, account: string, region: string): string =>
  `${operation}|${account}|${region}`;

export class EstateIndex {
  readonly estate: Estate;
  readonly accounts: ReadonlySet<string>;
  readonly #lists = new Map<string, ByInput<Listed>>();
  readonly #answers = new Map<string, ByInput<Answered>>();
  readonly #defaults: ReadonlyMap<string, Default>;
  readonly #regions = new Map<string, Set<string>>();
  readonly #closed = new Set<string>();
  /** Owner and region of each bucket, as the listings tell them. */
  readonly buckets = new Map<string, { readonly account: string; readonly region: string | undefined }>();

  constructor(estate: Estate) {
    this.estate = estate;
    this.accounts = new Set([
      ...estate.pieces.map((p) => p.account),
      ...(estate.accounts ?? []).map((a) => a.account),
    ]);
    this.#defaults = new Map(estate.defaults?.map((d) => [d.operation, d]));
    let order = 0;
    for (const { account, region, lists = [], answers = [] } of estate.pieces) {
      if (region !== '*') this.#regions.set(account, (this.#regions.get(account) ?? new Set()).add(region));
      for (const listed of lists) {
        this.#at(this.#lists, place(listed.operation, account, region)).add(listed, order++);
        if (listed.operation === 's3:ListBuckets') this.#bucket(account, listed.item);
        if (listed.operation === 'ec2:DescribeRegions') this.#closes(account, listed.item);
      }
      for (const answer of answers) {
        this.#at(this.#answers, place(answer.operation, account, region)).add(answer, order++);
      }
    }
  }

  #at<T extends { readonly input?: Wire }>(map: Map<string, ByInput<T>>, key: string): ByInput<T> {
    const known = map.get(key);
    if (known !== undefined) return known;
    const fresh = new ByInput<T>();
    map.set(key, fresh);
    return fresh;
  }

  #bucket(account: string, item: unknown): void {
    if (!isRecord(item) || typeof item['Name'] !== 'string') return;
    const region = item['BucketRegion'];
    this.buckets.set(item['Name'], { account, region: typeof region === 'string' ? region : undefined });
  }

  #closes(account: string, item: unknown): void {
    if (isRecord(item) && item['OptInStatus'] === 'not-opted-in')
      this.#closed.add(`${account}/${String(item['RegionName'])}`);
  }

  /** Whether the account never opted in to the region: its keys mean nothing there. */
  isClosed(account: string, region: string): boolean {
    return this.#closed.has(`${account}/${region}`);
  }

  #find<T extends { readonly input?: Wire }>(
    map: ReadonlyMap<string, ByInput<T>>,
    operation: string,
    account: string,
    region: string,
    input: Wire,
  ): readonly T[] {
    return [region, '*']
      .flatMap((r) => map.get(place(operation, account, r))?.find(input) ?? [])
      .sort((a, b) => a.order - b.order)
      .map(({ value }) => value);
  }

  answer(operation: string, account: string, region: string, input: Wire): Answered | Default | undefined {
    return this.#find(this.#answers, operation, account, region, input)[0];
  }

  default(operation: string): Default | undefined {
    return this.#defaults.get(operation);
  }

  listed(operation: string, account: string, region: string, input: Wire): readonly Listed[] {
    return this.#find(this.#lists, operation, account, region, input);
  }

  /** Regions in which the account has anything. */
  regionsOf(account: string): readonly string[] {
    return [...(this.#regions.get(account) ?? [])].sort();
  }
}

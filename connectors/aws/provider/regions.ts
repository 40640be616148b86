/**
 * Regions as published. Used only where an account does not tell: `ec2:DescribeRegions` is the truth.
 * Source: AWS General Reference, "AWS regions"; Account Management guide, "Enable or disable AWS Regions".
 */

interface Partition {
  /** Where services without regions are asked. */
  readonly home: string;
  /** Regions that are enabled in every account. */
  readonly always: readonly string[];
  /** Regions that an account must enable first. */
  readonly optIn: readonly string[];
}

const partitions: Readonly<Record<string, Partition>> = {
  aws: {
    home: 'us-east-1',
    always: [
      'ap-northeast-1',
      'ap-northeast-2',
      'ap-northeast-3',
      'ap-south-1',
      'ap-southeast-1',
      'ap-southeast-2',
      'ca-central-1',
      'eu-central-1',
      'eu-north-1',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
      'sa-east-1',
      'us-east-1',
      'us-east-2',
      'us-west-1',
      'us-west-2',
    ],
    optIn: [
      'af-south-1',
      'ap-east-1',
      'ap-east-2',
      'ap-south-2',
      'ap-southeast-3',
      'ap-southeast-4',
      'ap-southeast-5',
      'ap-southeast-6',
      'ap-southeast-7',
      'ca-west-1',
      'eu-central-2',
      'eu-south-1',
      'eu-south-2',
      'il-central-1',
      'me-central-1',
      'me-south-1',
      'mx-central-1',
    ],
  },
  'aws-cn': { home: 'cn-north-1', always: ['cn-north-1', 'cn-northwest-1'], optIn: [] },
  'aws-us-gov': { home: 'us-gov-west-1', always: ['us-gov-east-1', 'us-gov-west-1'], optIn: [] },
  'aws-eusc': { home: 'eusc-de-east-1', always: ['eusc-de-east-1'], optIn: [] },
};

const of = (partition: string): Partition =>
  partitions[partition] ?? { home: 'us-east-1', always: [], optIn: [] };

/** Partition of a region, from its name. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return 'aws';
}

export const homeRegion = (partition: string): string => of(partition).home;
export const alwaysEnabled = (partition: string): readonly string[] => of(partition).always;
export const publishedRegions = (partition: string): readonly string[] =>
  [...of(partition).always, ...of(partition).optIn].toSorted();

/** Whether text has the form of a region: what a reply calls a region ends up in a host name. */
export const isRegionName = (text: string): boolean => /^[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}$/.test(text);

/** The candidate with the fewest edits, for "did you mean". */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const distance = (a: string, b: string): number => {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
        next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
      }
      row = next;
    }
    return row[b.length] ?? 0;
  };
  return candidates
    .map((c) => ({ c, d: distance(word, c) }))
    .toSorted((x, y) => x.d - y.d)
    .at(0)?.c;
}

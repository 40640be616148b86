/** Small records for the cases, and what the groups of cases share. */
import type { Coverage, Scope } from '#graph/schema/coverage.ts';
import type { AssetRow } from '#graph/schema/rows.ts';
import type { StateConfig } from './open.ts';
import type { FindingLife, Mute, SpoolClose, SpoolPart, State } from './port.ts';

/** What the groups of cases share: the state of the running test, and a way to have it opened once more. */
export interface Bench {
  readonly state: () => State;
  readonly config: () => StateConfig;
  readonly again: () => Promise<State>;
  readonly settled: () => Promise<void>;
}

/** Text that stores are known to mangle. */
export const odd = 'ü 日本 🦊 \u0000 \u2028 \\ " \' ` $int \ud800 \udfff';

export const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

export const region = (name: string, account = '111122223333'): Scope => ({
  cloud: 'aws',
  partition: 'aws',
  account,
  region: name,
});

export const rowOf = (id: string, more: Partial<AssetRow> = {}): AssetRow => ({
  id,
  kind: 'AwsS3Bucket',
  concepts: ['DataStore'],
  name: id,
  scope: region('eu-west-1'),
  props: { encryption: 'none', tags: ['a', 'b'], size: 12, ratio: 0.5, open: false, unread: null },
  unread: ['unread'],
  incomplete: ['LOGS_TO'],
  edges: [
    { from: id, type: 'LOGS_TO', to: 'arn:aws:s3:::log', key: '', as: 'ObjectStore', props: { on: true } },
  ],
  observedAt: at(1),
  ...more,
});

export const partOf = (
  part: number,
  rows: readonly AssetRow[],
  more: Partial<SpoolPart> = {},
): SpoolPart => ({
  scan: 'scan-1',
  kind: 'AwsS3Bucket',
  scope: region('eu-west-1'),
  part,
  rows,
  ...more,
});

export const coverageOf = (more: Partial<Coverage> = {}): Coverage => ({
  scope: region('eu-west-1'),
  kind: 'AwsS3Bucket',
  read: 'list',
  operation: 's3:ListBuckets',
  permissions: ['s3:ListAllMyBuckets'],
  outcome: 'looked',
  items: 2,
  at: at(2),
  ...more,
});

export const closeOf = (parts: number, more: Partial<SpoolClose> = {}): SpoolClose => ({
  scan: 'scan-1',
  kind: 'AwsS3Bucket',
  scope: region('eu-west-1'),
  parts,
  coverage: [coverageOf()],
  ...more,
});

export const lifeOf = (number: number, more: Partial<FindingLife> = {}): FindingLife => ({
  policy: 'PL-0001',
  asset: `arn:aws:s3:::bucket-${number}`,
  uid: '',
  state: 'open',
  firstSeen: at(1),
  lastSeen: at(2),
  resolvedAt: null,
  resolvedBy: null,
  reopened: 0,
  policyHash: 'abc',
  ...more,
});

export const muteOf = (more: Partial<Mute> = {}): Mute => ({
  policy: 'PL-0001',
  asset: 'arn:aws:s3:::bucket',
  uid: '',
  owner: 'ada',
  reason: 'known',
  expiresAt: at(3),
  ...more,
});

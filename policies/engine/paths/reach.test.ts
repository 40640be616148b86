import { expect, it } from 'vitest';
import type { GraphReader, StoredNode } from '#graph/store/port.ts';
import { Attackers } from './reach.ts';

async function* given<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list;
}
const graphOf = (nodes: readonly StoredNode[]): GraphReader => ({
  publication: null,
  rows: () => Promise.resolve([]),
  nodes: () => given(nodes),
  edges: () => given([]),
});

const bucket = (exposureUnknown: string): StoredNode => ({
  id: 'arn:aws:s3:::data',
  labels: ['Asset', 'AwsS3Bucket', 'DataStore', 'ObjectStore'],
  props: { name: 'data', account: '111122223333', kind: 'AwsS3Bucket', seen: true, exposureUnknown },
});

const reachedFromOutside = async (one: StoredNode) => {
  const jewels = [{ id: one.id, hold: 'see' as const }];
  const attackers = await Attackers.read({ graph: graphOf([one]), catalogue: [], coverage: [], jewels });
  return attackers.reach({ from: ['internet'], hold: ['see'] }, [one.id]).get(one.id);
};

it('what could not be read may be open to the internet, even where nothing else is open to it', async () => {
  const found = await reachedFromOutside(bucket('its policy is malformed'));
  expect(found).toMatchObject({ sure: false, gaps: [{ reason: 'its policy is malformed' }] });
});

it('what was read and is closed is not reached', async () => {
  expect(await reachedFromOutside(bucket('none'))).toBeUndefined();
});

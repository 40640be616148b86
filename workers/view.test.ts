import { expect, it } from 'vitest';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { viewOf } from './view.ts';

const node = (id: string, ...labels: readonly string[]): StoredNode => ({ id, labels, props: { name: id } });
const edge = (type: string): StoredEdge => ({ from: 'a', type, to: 'b', key: '', props: { by: 'a' } });
const asked: (readonly string[] | undefined)[] = [];
const graph = {
  async *nodes() {
    yield* [node('a', 'Asset', 'Role'), node('b', 'Asset', 'Bucket'), node('f', 'Finding')];
  },
  async *edges({ types }: { readonly types?: readonly string[] } = {}) {
    asked.push(types);
    yield* ['TRUSTS', 'FEEDS'].filter((type) => types?.includes(type) === true).map(edge);
  },
};

it('holds what the layers need, whole, and nothing else', async () => {
  const view = await viewOf(graph, [
    { needs: ['Role'], edges: ['TRUSTS'] },
    { needs: ['Bucket', 'Role'], edges: [] },
  ]);
  expect([...view.nodes('Role')].map(({ id }) => id)).toEqual(['a']);
  expect([...view.nodes('Bucket')].map(({ id }) => id)).toEqual(['b']);
  expect([...view.nodes('Finding')]).toEqual([]);
  expect(view.node('a')?.props).toEqual({ name: 'a' });
  expect(view.node('f')).toBeUndefined();
  expect([...view.edges('TRUSTS')]).toEqual([edge('TRUSTS')]);
  expect([...view.edges('FEEDS')]).toEqual([]);
});

it('asks for no edges where none are needed', async () => {
  asked.length = 0;
  await viewOf(graph, [{ needs: ['Asset'], edges: [] }]);
  expect(asked).toEqual([]);
});

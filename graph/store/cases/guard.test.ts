/** Laws over the cases themselves: enough of them, no store of its own, and none that passes for nothing. */
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Changes } from '#graph/store/port.ts';
import { accessCases } from './access.ts';
import { askCases } from './asks.ts';
import { queryCases } from './queries.ts';
import { unknownCases } from './unknown.ts';
import { refusalCases, writeCases } from './writes.ts';

const queried = [...unknownCases, ...accessCases, ...queryCases, ...askCases];
const tables = [...queried, ...writeCases, ...refusalCases];

/** Labels and types that a query's patterns name, outside of text. */
function named(query: string): { labels: string[]; types: string[] } {
  const bare = query.replace(/'[^']*'/g, "''");
  const names = (text: string | undefined) => text?.match(/[A-Za-z_]\w*/g) ?? [];
  const types = [...bare.matchAll(/\[\w*:([\w|]+)/g)].flatMap((m) => names(m[1]));
  const inNodes = [...bare.matchAll(/\(\w*((?::\w+)+)/g)].flatMap((m) => names(m[1]));
  const inWhere = [...bare.matchAll(/\b\w+:([A-Z]\w*)/g)].flatMap((m) => names(m[1]));
  return { labels: [...new Set([...inNodes, ...inWhere.filter((name) => !types.includes(name))])], types };
}

const has = ({ nodes, edges }: Changes) => ({
  labels: new Set(nodes?.flatMap((n) => n.labels)),
  types: new Set(edges?.map((e) => e.type)),
});

describe('the shared cases', () => {
  it('are at least 80, with names of their own', () => {
    expect(tables.length).toBeGreaterThanOrEqual(80);
    for (const list of [
      [...unknownCases, ...accessCases, ...queryCases],
      askCases,
      writeCases,
      refusalCases,
    ]) {
      const names = list.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('hold nothing that one store alone is to answer', async () => {
    const keys = new Set(tables.flatMap((entry) => Object.keys(entry)));
    expect([...keys].sort()).toEqual(
      [
        'name',
        'graph',
        'query',
        'params',
        'ordered',
        'rows',
        'publishes',
        'nodes',
        'edges',
        'changes',
        'at',
        'says',
        'limits',
        'expect',
      ].sort(),
    );
    const folder = new URL('./', import.meta.url);
    const files = (await readdir(folder)).filter(
      (file) => !['stores.ts', 'publisher.ts', 'guard.test.ts'].includes(file),
    );
    expect(files.length).toBeGreaterThan(6);
    // Only where a store is opened may its name be asked for.
    for (const file of files) {
      const text = await readFile(new URL(file, folder), 'utf8');
      expect({ file, asks: /['"](embedded|neo4j)['"]/.test(text) }).toEqual({ file, asks: false });
    }
  });

  it('name what a query names', () => {
    expect(named("MATCH (a:Asset:Model)-[r:LOADS|READS*1..2]->(:B {x: ':No'}) WHERE a:Gone").labels).toEqual([
      'Asset',
      'Model',
      'B',
      'Gone',
    ]);
    expect(named('MATCH (a)-[r:LOADS|READS*1..2]->()').types).toEqual(['LOADS', 'READS']);
  });

  const failing = new Set(askCases.filter(({ expect: e }) => 'failed' in e).map(({ name }) => name));
  it.each(queried)('$name: its graph has each label and type that it names', ({ name, graph, query }) => {
    const { labels, types } = has(graph);
    const names = named(query);
    if (!failing.has(name)) expect(names.labels.filter((label) => !labels.has(label))).toEqual([]);
    expect(names.types.filter((type) => !types.has(type))).toEqual([]);
  });
});

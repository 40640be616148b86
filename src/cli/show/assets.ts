/** `pathlight assets`. */

import { concepts } from '#graph/schema/index.ts';
import { ASSET, assetProps } from '#graph/schema/node.ts';
import type { GraphReader, StoredEdge, StoredNode } from '#graph/store/port.ts';
import { UsageError } from '#src/config.ts';
import { wireKinds, wireStore } from '#src/wire.ts';
import type { AssetsOptions } from '../commands/assets.ts';
import type { Format } from '../commands/options.ts';
import { type Context, jsonText } from '../context.ts';
import { table } from '../output/table.ts';
import { safe } from '../output/terminal.ts';
import { nothingYet } from './findings.ts';

async function labelOf(options: AssetsOptions): Promise<string> {
  if (options.kind === undefined && options.concept === undefined) return ASSET;
  const { catalogue } = await wireKinds();
  if (options.kind !== undefined && !catalogue.some((k) => k.kind === options.kind))
    throw new UsageError(`--kind ${options.kind}: no such kind. See docs/assets.generated.md.`);
  if (options.concept !== undefined && !concepts.has(options.concept))
    throw new UsageError(`--concept ${options.concept}: one of ${[...concepts.keys()].join(', ')}.`);
  return options.kind ?? options.concept ?? ASSET;
}

const byId = (a: StoredNode, b: StoredNode) => (a.id < b.id ? -1 : 1);
const text = (node: StoredNode, name: string) => String(node.props[name] ?? '');

export async function showAssets(context: Context, options: AssetsOptions): Promise<void> {
  const label = await labelOf(options);
  const store = await wireStore(context.config);
  try {
    const found = await store.read(async (graph) => {
      if (graph.publication === null) throw new UsageError(nothingYet(context));
      return Array.fromAsync(graph.nodes({ label }));
    });
    const shown = found
      .filter((n) => n.labels.includes(ASSET))
      .filter((n) => options.all === true || n.props['seen'] !== false)
      .filter((n) => options.stale !== true || n.props['stale'] === true)
      .filter(
        (n) =>
          options.name === undefined || n.id.includes(options.name) || text(n, 'name').includes(options.name),
      )
      .sort(byId);
    if (options.format === 'json') context.print(jsonText({ assets: shown.map(assetJson) }));
    else {
      context.print(
        table<StoredNode>(
          [
            { title: 'kind', of: (n) => text(n, 'kind') },
            { title: 'name', of: (n) => text(n, 'name') },
            { title: 'account', of: (n) => text(n, 'account') },
            { title: 'region', of: (n) => text(n, 'region') },
            {
              title: 'state',
              of: (n) => stateOf(n),
              paint: (n, p) => (stateOf(n) === '' ? p.dim : p.yellow),
            },
            { title: 'id', of: (n) => n.id },
          ],
          shown,
          context.paint,
        ),
      );
      context.print(`${shown.length} assets`);
    }
  } finally {
    await store.close();
  }
}

const stateOf = (n: StoredNode): string =>
  n.props['seen'] === false
    ? 'not listed'
    : n.props['stale'] === true
      ? `stale: ${text(n, 'staleReason')}`
      : '';

function assetJson(n: StoredNode): Readonly<Record<string, unknown>> {
  const known = Object.entries(n.props).filter(([name]) => !(name in assetProps));
  return {
    id: n.id,
    uid: n.props['uid'] ?? null,
    name: n.props['name'] ?? null,
    kind: n.props['kind'] ?? null,
    labels: n.labels.filter((l) => l !== ASSET),
    cloud: n.props['cloud'] ?? null,
    account: n.props['account'] ?? null,
    region: n.props['region'] ?? null,
    seen: n.props['seen'] !== false,
    stale: n.props['stale'] === true,
    staleReason: n.props['staleReason'] ?? null,
    incomplete: n.props['incomplete'] ?? [],
    lastKnown: typeof n.props['lastKnown'] === 'string' ? JSON.parse(n.props['lastKnown']) : null,
    firstSeen: n.props['firstSeen'] ?? null,
    observedAt: n.props['observedAt'] ?? null,
    properties: Object.fromEntries(known.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

async function around(graph: GraphReader, id: string): Promise<readonly StoredEdge[]> {
  const out = await graph.rows('MATCH (n:Asset)-[e]->(m:Asset) WHERE n.id = $id RETURN e', { id });
  const into = await graph.rows('MATCH (n:Asset)<-[e]-(m:Asset) WHERE n.id = $id RETURN e', { id });
  return [...out, ...into]
    .map((row) => row['e'] as StoredEdge)
    .sort((a, b) => (`${a.type}${a.from}${a.to}${a.key}` < `${b.type}${b.from}${b.to}${b.key}` ? -1 : 1));
}

export async function showAsset(context: Context, id: string, format: Format): Promise<void> {
  const { catalogue } = await wireKinds();
  const store = await wireStore(context.config);
  try {
    const { node, edges } = await store.read(async (graph) => {
      if (graph.publication === null) throw new UsageError(nothingYet(context));
      const [row] = await graph.rows('MATCH (n:Asset) WHERE n.id = $id RETURN n', { id });
      return { node: row?.['n'] as StoredNode | undefined, edges: await around(graph, id) };
    });
    if (node === undefined)
      throw new UsageError(`There is no asset ${id}. \`pathlight assets --name <part>\` finds ids.`);
    if (format === 'json') {
      context.print(jsonText({ asset: assetJson(node), edges }));
      return;
    }
    const { paint: p, print } = context;
    const asset = assetJson(node) as {
      properties: Record<string, unknown>;
      lastKnown: Record<string, unknown> | null;
    };
    print(`${p.bold(safe(text(node, 'name')))} ${text(node, 'kind')} ${p.yellow(safe(stateOf(node)))}`);
    print(`  ${safe(node.id)}`);
    const kind = catalogue.find((k) => k.kind === node.props['kind']);
    const names = new Set([
      ...Object.keys(asset.properties),
      ...(kind?.reads.flatMap((r) => Object.keys(r.gives)) ?? []),
    ]);
    for (const name of [...names].sort()) {
      const value = asset.properties[name];
      const last = asset.lastKnown?.[name];
      const shown =
        value === undefined
          ? p.yellow(`unknown${last === undefined ? '' : safe(` (last known: ${JSON.stringify(last)})`)}`)
          : safe(
              typeof value === 'string'
                ? value
                : JSON.stringify(value, (_k, v: unknown) => (typeof v === 'bigint' ? `${v}` : v)),
            );
      print(`  ${p.dim(name.padEnd(28))} ${shown}`);
    }
    for (const e of edges) {
      const key = e.key === '' ? '' : ` [${e.key}]`;
      const line = e.from === id ? `-${e.type}${key}-> ${e.to}` : `<-${e.type}${key}- ${e.from}`;
      print(`  ${safe(line)}${e.props['stale'] === true ? p.yellow(' stale') : ''}`);
    }
    const incomplete = node.props['incomplete'];
    if (Array.isArray(incomplete) && incomplete.length > 0)
      print(p.yellow(`  edges that could not be read: ${safe(incomplete.join(', '))}`));
  } finally {
    await store.close();
  }
}

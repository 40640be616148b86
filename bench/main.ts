/**
 * `npm run bench [-- <assets>] [<part>…]`: every figure with its method. Ratios matter more than the figures of one machine.
 * Parts: startup, access, calls, paths, hops, stores, which run where none is named; and paths-large, for minutes.
 */
import { cpus } from 'node:os';
import { benchAccess } from './access.ts';
import { benchCalls } from './calls.ts';
import { benchHops } from './hops.ts';
import { benchPaths } from './paths.ts';
import { benchStartup } from './startup.ts';
import { benchStores } from './stores.ts';

const [first = '', ...others] = process.argv.slice(2);
const isNumber = /^\d+$/.test(first);
const size = isNumber ? Number(first) : 100_000;

const parts: Readonly<Record<string, () => void | Promise<void>>> = {
  startup: benchStartup,
  access: benchAccess,
  calls: () => benchCalls(Math.min(5000, size)),
  paths: () => benchPaths(size, false),
  'paths-large': () => benchPaths(size, true),
  hops: benchHops,
  stores: () => benchStores(size),
};
const named = isNumber || first === '' ? others : [first, ...others];
const wanted = named.length > 0 ? named : Object.keys(parts).filter((name) => name !== 'paths-large');
const unknown = wanted.find((name) => parts[name] === undefined);
if (size < 1000 || unknown !== undefined) {
  console.error(
    unknown === undefined
      ? 'bench: give a number of assets of at least 1000'
      : `bench: there is no part ${unknown}, but ${Object.keys(parts).join(', ')}`,
  );
  process.exit(2);
}
console.log(`node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}`);
for (const name of wanted) await parts[name]?.();

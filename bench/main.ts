/** `npm run bench [-- <assets>]`: every figure with its method. Ratios matter more than the figures of one machine. */
import { cpus } from 'node:os';
import { benchCalls } from './calls.ts';
import { benchStartup } from './startup.ts';
import { benchStores } from './stores.ts';

const size = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(size) || size < 1000) {
  console.error('bench: give a number of assets of at least 1000');
  process.exit(2);
}
console.log(`node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}`);
benchStartup();
await benchCalls(Math.min(5000, size));
await benchStores(size);

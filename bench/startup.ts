/** Start-up of the command line, beside a Node that does nothing. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { print, ratio } from './table.ts';

const runs = 9;

/** Median milliseconds of a child process. */
function median(args: readonly string[]): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    spawnSync(process.execPath, args, { stdio: 'ignore' });
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

export function benchStartup(): void {
  const main = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts');
  const bare = median(['-e', '0']);
  const help = median([main, '--help']);
  print('Start-up', [
    {
      what: 'pathlight --help',
      figure: `${help.toFixed(0)} ms, ${ratio(help, bare)} × a Node that does nothing (${bare.toFixed(0)} ms)`,
      reach: 'under 250 ms',
      method: `median of ${runs} child processes, from the sources`,
    },
  ]);
}

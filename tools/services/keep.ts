/** Starts a service so that it cannot outlive this process, however this process ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { tail } from './service.ts';

/**
 * The end of the shell's standard input comes when this process closes it or dies, also by SIGKILL; then the shell kills
 * the service and removes its folder. The data is a test's, so that nothing needs a slow, clean end.
 */
const watch = `
folder=$1; shift
exec 3<&0
"$@" </dev/null 3<&- >"$folder/log" 2>&1 &
service=$!
(read -r _ <&3; kill -KILL "$service") &
watcher=$!
trap '' PIPE
wait "$service"
kill "$watcher"
echo ended
read -r _ <&3
rm -rf "$folder"
`;

export interface Kept {
  /** Its folder; `data` in it is the service's own, `log` what it printed. */
  readonly folder: string;
  /** Whether the service ended by itself. */
  ended(): boolean;
  /** Kills the service and removes its folder. */
  stop(): Promise<void>;
  /** The last lines it printed. */
  log(): Promise<string>;
}

/** Starts `command(data folder)` in a fresh temporary folder. */
export async function keep(name: string, command: (data: string) => readonly string[]): Promise<Kept> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), `pathlight-${name}-`));
  const data = path.join(folder, 'data');
  await fs.mkdir(data);
  // A group of its own: Ctrl-C on the terminal is for the command that uses the service, not for the service.
  const shell = spawn('/bin/sh', ['-c', watch, 'sh', folder, ...command(data)], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let serviceEnded = false;
  shell.stdout.once('data', () => {
    serviceEnded = true;
  });
  const shellEnded = exitOf(shell);
  return {
    folder,
    ended: () => serviceEnded,
    stop: async () => {
      shell.stdin.end();
      await shellEnded;
    },
    log: async () => tail(await fs.readFile(path.join(folder, 'log'), 'utf8').catch(() => '')),
  };
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}

/** Several processes on one state, and processes that are killed. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Bench, lifeOf } from './samples.cases.ts';

type Child = ChildProcessByStdio<Writable, Readable, null>;
interface Writer {
  readonly child: Child;
  readonly lines: AsyncIterator<string>;
  readonly begin: () => void;
  readonly ended: () => Promise<void>;
}

export function processCases({ state, config, settled }: Bench): void {
  async function writer(what: string, argument: string): Promise<Writer> {
    const script = fileURLToPath(import.meta.resolve('./writer.cases.ts'));
    const args = ['--disable-warning=ExperimentalWarning', script, what, JSON.stringify(config()), argument];
    const child: Child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const exit = once(child, 'exit');
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe('ready');
    return {
      child,
      lines,
      begin: () => void child.stdin.write('begin\n'),
      ended: async () => {
        await exit;
      },
    };
  }

  test('of processes that make a setting at the same time the first wins, and all get its value', async () => {
    const writers = await Promise.all(['a', 'b', 'c', 'd'].map((value) => writer('setting', value)));
    for (const { begin } of writers) begin();
    const values = await Promise.all(writers.map(async ({ lines }) => (await lines.next()).value));
    await Promise.all(writers.map(({ ended }) => ended()));
    expect(values[0]).toMatch(/^[abcd]$/);
    expect(new Set(values).size).toBe(1);
    expect(await state().setting('key', () => 'late')).toBe(values[0]);
  });

  test('processes that spool at the same time lose nothing', async () => {
    const scans = ['one', 'two', 'three'];
    const writers = await Promise.all(scans.map((scan) => writer('parts', `${scan} 40`)));
    for (const { begin } of writers) begin();
    await Promise.all(writers.map(({ ended }) => ended()));
    for (const scan of scans) {
      const [close] = await Array.fromAsync(state().closes(scan));
      expect(close?.parts).toBe(40);
      const scope = { cloud: 'aws', account: '111122223333', region: 'eu-west-1' } as const;
      expect(await Array.fromAsync(state().parts(scan, 'K', scope))).toHaveLength(40);
    }
  });

  // Moments after the first whole round, spread over the length of a round or two.
  test.for([0, 7, 19, 31, 53, 87])(
    'a process killed %i ms into replacing the lives leaves the old or the new, whole',
    async (milliseconds) => {
      const count = 3_000;
      await state().putLives(Array.from({ length: count }, (_, at) => lifeOf(at)));
      const { child, lines, begin, ended } = await writer('lives', String(count));
      begin();
      expect((await lines.next()).value).toBe('1');
      await sleep(milliseconds);
      child.kill('SIGKILL');
      await ended();
      let done = 1;
      for (let line = await lines.next(); line.done !== true; line = await lines.next())
        done = Number(line.value);
      await settled();
      const found = await Array.fromAsync(state().lives());
      const rounds = new Set(found.map((life) => life.reopened));
      expect(found).toHaveLength(count);
      expect(rounds.size).toBe(1);
      // What the process was told is durable is there; at most the round it was in came too.
      const [round] = rounds;
      expect([done, done + 1]).toContain(round);
      await state().putLives([lifeOf(0, { reopened: -1 })]);
    },
  );
}

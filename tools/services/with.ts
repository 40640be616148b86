/**
 * Runs a command beside real services, started on free ports of 127.0.0.1 in fresh folders and stopped at the end:
 * `node tools/services/with.ts [--only neo4j,redis,moto] -- <command…>`. Exits with the command's code.
 * What a service needs is downloaded once (README, "Tests against real services"). One that cannot be had is left out
 * with one line that says why; with CI=true that is a failure.
 */
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { leftOutVariable, lockVariable } from './env.ts';
import { type Kept, keep } from './keep.ts';
import { motoService } from './moto.ts';
import { neo4jService } from './neo4j.ts';
import { redisService } from './redis.ts';
import { freePort, type Launch, Missing, type Service, serviceNames, stopping } from './service.ts';

const all: readonly Service[] = [neo4jService, redisService, motoService];
const startSeconds = 120;
const say = (line: string): void => console.error(`services: ${line}`);

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** The signal that came before the command was started. */
let stoppedBy: (typeof signals)[number] | undefined;

/** Everything that runs now. Emptied from the end. */
const running: Kept[] = [];
async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((kept) => kept.stop()));
}

async function answersSoon(launch: Launch, port: number, kept: Kept): Promise<void> {
  const until = Date.now() + startSeconds * 1000;
  for (;;) {
    try {
      return await launch.answers(port);
    } catch (cause) {
      if (kept.ended() || Date.now() > until) {
        throw new Error(
          `it did not start: ${cause instanceof Error ? cause.message : ''}\n${await kept.log()}`,
          {
            cause,
          },
        );
      }
      await sleep(100);
    }
  }
}

/** Starts one on a free port; again on another if somebody else was faster to take that port. */
async function start(
  service: Service,
  launch: Launch,
  attempts = 3,
): Promise<Readonly<Record<string, string>>> {
  const port = await freePort();
  const kept = await keep(service.name, (data) => launch.command(port, data));
  running.push(kept);
  try {
    await answersSoon(launch, port, kept);
    return { ...launch.env(port), [lockVariable(service.name)]: path.join(kept.folder, 'lock') };
  } catch (error) {
    await kept.stop();
    if (attempts <= 1 || stopping.signal.aborted) throw error;
    return start(service, launch, attempts - 1);
  }
}

/** Prepares and starts one. One that is left out gives the reason in place of its address. */
async function bring(service: Service): Promise<Readonly<Record<string, string>>> {
  const began = Date.now();
  try {
    const launch = await service.prepare();
    const env = await start(service, launch);
    say(`${service.name} ${Object.values(env)[0]} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    return env;
  } catch (error) {
    if (!(error instanceof Missing)) throw new Error(`${service.name}: ${String(error)}`, { cause: error });
    if (process.env['CI'] === 'true') throw new Error(`${service.name}: ${error.message}`, { cause: error });
    say(`${service.name} is left out: ${error.message}`);
    return { [leftOutVariable(service.name)]: error.message };
  }
}

/** Runs the command to its end; the code is the shell's (128 + signal where a signal ended it). */
function runCommand(command: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [program = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env });
    for (const signal of signals) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : os.constants.signals[signal])),
    );
  });
}

function usage(message: string): never {
  say(message);
  say('usage: with.ts [--only neo4j,redis,moto] -- <command…>');
  process.exit(2);
}

async function main(): Promise<number> {
  const at = process.argv.indexOf('--');
  if (at === -1 || at === process.argv.length - 1) usage('no command');
  const { values } = parseArgs({ args: process.argv.slice(2, at), options: { only: { type: 'string' } } });
  const wanted = values.only?.split(',') ?? serviceNames;
  const unknown = wanted.find((name) => !all.some((service) => service.name === name));
  if (unknown !== undefined) usage(`no service is called ${unknown}`);

  for (const signal of signals) {
    process.once(signal, () => {
      stoppedBy = signal;
      stopping.abort();
      void stopAll();
    });
  }
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of Object.keys(env)) if (name.startsWith('PATHLIGHT_TEST_')) delete env[name];
  const outcomes = await Promise.allSettled(
    all.filter(({ name }) => wanted.includes(name)).map((service) => bring(service)),
  );
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') throw outcome.reason;
    Object.assign(env, outcome.value);
  }
  stopping.signal.throwIfAborted();
  // From here on a signal is the command's: when it ends, so does everything else.
  for (const signal of signals) process.removeAllListeners(signal);
  return runCommand(process.argv.slice(at + 1), env);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (stoppedBy === undefined) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  } else {
    process.exitCode = 128 + os.constants.signals[stoppedBy];
  }
} finally {
  await stopAll();
}

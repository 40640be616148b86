/** All commands. One file each; a file only describes itself here and loads its work when it runs. */
import type { Command } from 'commander';
import type { Streams } from '../context.ts';
import { assets } from './assets.ts';
import { blast } from './blast.ts';
import { check } from './check.ts';
import { coverage } from './coverage.ts';
import { demo } from './demo.ts';
import { diff } from './diff.ts';
import { explain } from './explain.ts';
import { findings } from './findings.ts';
import { forget } from './forget.ts';
import { graph } from './graph.ts';
import { paths } from './paths.ts';
import { permissions } from './permissions.ts';
import { plan } from './plan.ts';
import { policies } from './policies.ts';
import { scan } from './scan.ts';

/** Tells the caller which exit code the command came to. */
export type Done = (code: number) => void;

const commands = [
  demo,
  check,
  plan,
  scan,
  findings,
  assets,
  coverage,
  policies,
  permissions,
  diff,
  forget,
  graph,
  explain,
  paths,
  blast,
];

export function register(program: Command, streams: Streams, done: Done): void {
  for (const add of commands) add(program, streams, done);
}

import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { register } from './commands/index.ts';

const program = new Command('pathlight');
register(program, { out: () => undefined, err: () => undefined }, () => undefined);
const text = readFileSync('docs/cli.md', 'utf8');
/** Rows of the table of commands, by the words that call them. */
const rows = new Map(
  [
    ...text
      .slice(0, text.indexOf('## Exit codes'))
      .matchAll(/^\| `([a-z]+(?: (?:aws|query|access|exposure|fix|what-if))?)[^`]*` \| [^|]+ \| (.+) \|$/gm),
  ].map(([, name = '', options = '']) => [name, options]),
);
const groups = {
  store: ['--config', '--store'],
  format: ['--format'],
  aws: [
    '--profile',
    '--region',
    '--account',
    '--exclude-account',
    '--role-name',
    '--external-id',
    '--endpoint-url',
  ],
};
const leaves = program.commands.flatMap((c) =>
  // A command that only holds others has no options of its own.
  [
    ...(c.options.length === 0 ? [] : [[c.name(), c] as const]),
    ...c.commands.map((sub) => [`${c.name()} ${sub.name()}`, sub] as const),
  ],
);

it('the documentation names every command and no other', () => {
  expect([...rows.keys()].toSorted()).toEqual(leaves.map(([name]) => name).toSorted());
});

it.each(leaves)('the documentation names every option of %s and no other', (name, command) => {
  const said = (rows.get(name) ?? '').split(/[;,] /);
  const named = said.flatMap((part) => {
    const group = groups[part as keyof typeof groups] as readonly string[] | undefined;
    return group ?? [...part.matchAll(/--[a-z-]+/g)].map(([flag]) => flag);
  });
  expect(named.toSorted()).toEqual(command.options.map((o) => o.long).toSorted());
});

it('the documentation names every variable that the configuration reads and no other', () => {
  const read = [...readFileSync('src/config.ts', 'utf8').matchAll(/env\['([A-Z0-9_]+)'\]/g)].map(
    ([, name = '']) => name,
  );
  const named = new Set([...text.matchAll(/`([A-Z]+(?:_[A-Z0-9_]+)?)[^`]*`/g)].map(([, name = '']) => name));
  expect(read.filter((name) => !named.has(name))).toEqual([]);
  expect([...named].filter((name) => name.startsWith('PATHLIGHT_') && !read.includes(name))).toEqual([]);
});

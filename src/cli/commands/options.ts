/** Options that several commands share, spelled once. */
import { type Command, InvalidArgumentError, Option } from 'commander';

export const collect = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value];

export const withConfig = (command: Command): Command =>
  command.option('--config <file>', 'configuration file (default: pathlight.yaml, if there is one)');

export const withStore = (command: Command): Command =>
  withConfig(command).option(
    '--store <where>',
    'folder of the embedded graph, or a Neo4j address (default: .pathlight)',
  );

export const withFormat = (command: Command): Command =>
  command.addOption(
    new Option('--format <format>', 'how to print').choices(['table', 'json']).default('table'),
  );

export const withPlaces = (command: Command): Command =>
  command
    .option('--region <region>', 'only this region; repeat for more', collect)
    .option('--account <id>', 'only this account; repeat for more', collect)
    .option('--exclude-account <id>', 'leave out this account; repeat for more', collect);

export const withAws = (command: Command): Command =>
  withPlaces(command.option('--profile <name>', 'AWS profile'))
    .option('--role-name <name>', 'role to take on in every other account')
    .option('--external-id <id>', 'external id for taking on the role')
    .option('--endpoint-url <url>', 'send everything to this address, as with the AWS tools');

export const withPolicies = (command: Command): Command =>
  command.option('--policies <folder>', 'also use the policies in this folder; repeat for more', collect);

/** A whole number of seconds that a timer can hold. */
export function seconds(value: string): number {
  const n = positive(value);
  if (n > 86_400) throw new InvalidArgumentError('give at most 86400 (a day).');
  return n;
}

/** A whole number of at least one. */
export function positive(value: string): number {
  const n = Number(value);
  if (!Number.isInteger(n) || n < 1) throw new InvalidArgumentError('give a whole number of at least 1.');
  return n;
}

export type Format = 'table' | 'json';

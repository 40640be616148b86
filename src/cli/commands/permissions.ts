import { type Command, InvalidArgumentError, Option } from 'commander';
import { exits, type Streams } from '../context.ts';
import type { Done } from './index.ts';

export interface PermissionsOptions {
  readonly format: 'json' | 'terraform' | 'cloudformation';
  readonly account?: string;
  readonly externalId?: string;
}

function accountId(value: string): string {
  if (!/^\d{12}$/.test(value)) throw new InvalidArgumentError('an AWS account id has 12 digits.');
  return value;
}

/** Source: AWS STS API reference, AssumeRole, `ExternalId`. */
function externalId(value: string): string {
  if (!/^[\w+=,.@:/-]{2,1224}$/.test(value))
    throw new InvalidArgumentError('an external id has 2 to 1224 letters, digits and +=,.@:/-_');
  return value;
}

export function permissions(program: Command, streams: Streams, done: Done): void {
  program
    .command('permissions')
    .description('The role with exactly what a scan reads, ready to be made')
    .command('aws')
    .description('The AWS role')
    .addOption(
      new Option('--format <format>', 'how to print')
        .choices(['json', 'terraform', 'cloudformation'])
        .default('json'),
    )
    .option('--account <id>', 'account that Pathlight runs in, which may take the role on', accountId)
    .option('--external-id <id>', 'external id that Pathlight gives', externalId)
    .action(async (options: PermissionsOptions) => {
      const { awsRole } = await import('../show/permissions.ts');
      streams.out(await awsRole(options));
      done(exits.clean);
    });
}

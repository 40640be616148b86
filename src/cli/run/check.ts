/** `pathlight check`: what the credentials may read, before a scan. Nothing is kept. */
import { randomBytes } from 'node:crypto';
import { checkAccess, type PermissionCheck } from '#connectors/aws/provider/check.ts';
import type { Discovered } from '#connectors/aws/provider/discover.ts';
import { openAws, saidOf } from '#src/clouds/aws.ts';
import { wireKinds } from '#src/wire.ts';
import type { CheckOptions } from '../commands/check.ts';
import { type Context, exits, jsonText } from '../context.ts';
import { table } from '../output/table.ts';
import { safe } from '../output/terminal.ts';
import { stopOnSignal } from '../stop.ts';

export async function runCheck(context: Context, options: CheckOptions): Promise<number> {
  const { kinds } = await wireKinds();
  const aws = kinds.filter((k) => k.head.cloud === 'aws');
  // Fingerprints of secrets in error texts are of no use after this run.
  const hmacKey = randomBytes(32).toString('base64url');
  const stop = stopOnSignal('The check was stopped.');
  try {
    const { provider, found } = await openAws(context.config.aws, {
      kinds: aws,
      hmacKey,
      signal: stop.signal,
    });
    try {
      const scopes = found.places.map((p) => p.scope);
      const { permissions } = await checkAccess(provider, aws, { scopes, hmacKey, signal: stop.signal });
      stop.signal.throwIfAborted();
      return report(context, found, permissions, options);
    } finally {
      await provider.close();
    }
  } finally {
    stop.end();
  }
}

function report(
  context: Context,
  found: Discovered,
  permissions: readonly PermissionCheck[],
  options: CheckOptions,
): number {
  const { identity, organization, accounts, regions, coverage } = found;
  const open = permissions.filter((p) => p.state !== 'allowed');
  const complete = open.length === 0 && coverage.length === 0;
  if (options.format === 'json')
    context.print(
      jsonText({
        identity,
        organization: organization ?? null,
        accounts,
        regions,
        complete,
        gaps: coverage,
        permissions: options.all === true ? permissions : open,
      }),
    );
  else printReport(context, found, permissions, options.all === true);
  return complete ? exits.clean : exits.incomplete;
}

function printReport(
  { print, paint: p }: Context,
  found: Discovered,
  permissions: readonly PermissionCheck[],
  all: boolean,
): void {
  for (const line of saidOf(found)) print(safe(line));
  for (const gap of found.coverage)
    print(p.yellow(safe(`${gap.operation} ${gap.outcome}: ${gap.reason ?? gap.code ?? ''}`)));
  const denied = permissions.filter((c) => c.state === 'denied').length;
  const unknown = permissions.filter((c) => c.state === 'unknown').length;
  const shown = all ? permissions : permissions.filter((c) => c.state !== 'allowed');
  if (shown.length > 0) {
    print('');
    print(
      table<PermissionCheck>(
        [
          { title: 'account', of: (c) => c.account },
          { title: 'permission', of: (c) => c.permission },
          {
            title: 'state',
            of: (c) => c.state,
            paint: (c, q) => (c.state === 'allowed' ? q.green : c.state === 'denied' ? q.red : q.yellow),
          },
          { title: 'how', of: (c) => c.how },
          { title: 'needed for', of: (c) => c.kinds.join(' ') },
          { title: 'reason', of: (c) => c.reason ?? '' },
        ],
        shown,
        p,
      ),
    );
    print('');
  }
  print(
    denied + unknown === 0
      ? p.green(`All ${permissions.length} permissions are there.`)
      : p.yellow(
          `Of ${permissions.length} permissions ${denied} are missing and ${unknown} could not be told. ` +
            '`pathlight permissions aws` prints the role that has them all.',
        ),
  );
}

/** `pathlight forget`: a publish without a scan that drops what lies in a place. */
import { UsageError } from '#src/config.ts';
import { wireEntries, wireKinds, wirePolicies, wireState, wireStore } from '#src/wire.ts';
import { publish } from '#workers/publish/publish.ts';
import { scanId } from '#workers/scan.ts';
import type { Format } from '../commands/options.ts';
import { type Context, jsonText } from '../context.ts';
import { safe } from '../output/terminal.ts';
import { mustBePublished } from '../show/findings.ts';

export async function runForget(context: Context, scope: string, format: Format): Promise<void> {
  if (!/^(aws|azure|gcp|saas)\/[^/]+/.test(scope))
    throw new UsageError(`"${scope}" is no scope: write cloud/account or cloud/account/region.`);
  const { config } = context;
  const { catalogue } = await wireKinds();
  const policies = await wirePolicies(config, catalogue);
  const entries = await wireEntries(config, catalogue);
  await mustBePublished(context);
  const store = await wireStore(config);
  const state = await wireState(config);
  try {
    const now = new Date();
    const id = scanId(now);
    await state.startScan({ id, startedAt: now.toISOString(), request: JSON.stringify({ forget: [scope] }) });
    const { publication, written } = await publish(
      { store, state, catalogue, policies, entries, now: () => now },
      { scan: id, places: { closedRegions: new Set(), accounts: new Map() }, forget: [scope] },
    );
    await state.finishScan(id, {
      status: 'published',
      finishedAt: now.toISOString(),
      error: null,
      publication: publication.number,
    });
    if (format === 'json')
      context.print(jsonText({ scope, scan: id, forgotten: written.gone, publication: publication.number }));
    else context.print(safe(`${written.gone} assets of ${scope} are forgotten.`));
  } finally {
    await state.close();
    await store.close();
  }
}

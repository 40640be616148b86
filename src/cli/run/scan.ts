/** `pathlight scan`: runs the flow in this process and prints what came of it. */
import type { Kind } from '#connectors/kit/define.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { type Severity, severities } from '#policies/engine/types.ts';
import { awsSurvey } from '#src/clouds/aws.ts';
import type { AwsConfig } from '#src/config.ts';
import { wireEntries, wireKinds, wirePolicies, wireState, wireStore } from '#src/wire.ts';
import { type ScanOutcome, scan } from '#workers/scan.ts';
import type { Format } from '../commands/options.ts';
import { type Context, exits, jsonText } from '../context.ts';
import { progressWriter } from '../output/progress.ts';
import { safe } from '../output/terminal.ts';
import { acceptedGaps, openGaps, printCoverage, today } from '../show/coverage.ts';
import { badCredentials } from '../show/credentials.ts';
import { printFindings } from '../show/findings.ts';
import { stopOnSignal } from '../stop.ts';

interface RunOptions {
  readonly format: Format;
  readonly failOn?: string;
  /** Print evidence and fix of this many findings. */
  readonly details?: number;
}

export async function runScan(context: Context, options: RunOptions): Promise<number> {
  const { kinds, catalogue } = await wireKinds();
  return scanAndPrint(context, context.config.aws, { kinds, catalogue }, options);
}

/** Scans AWS as configured and prints the result. Returns the exit code. */
export async function scanAndPrint(
  context: Context,
  aws: AwsConfig,
  { kinds, catalogue }: { readonly kinds: readonly Kind[]; readonly catalogue: Catalogue },
  options: RunOptions,
): Promise<number> {
  const { config } = context;
  const policies = await wirePolicies(config, catalogue);
  const entries = await wireEntries(config, catalogue);
  const store = await wireStore(config);
  const state = await wireState(config);
  const progress = progressWriter(context.err, context.progress);
  const stop = stopOnSignal('The scan was stopped; what was known before is as it was.');
  try {
    const outcome = await scan(
      {
        store,
        state,
        kinds,
        catalogue,
        policies,
        entries,
        surveys: [awsSurvey(aws)],
        now: () => new Date(),
        onProgress: progress.collect,
        onStep: progress.step,
        onNote: progress.note,
      },
      JSON.stringify({ aws: { regions: aws.regions ?? 'all', include: aws.include, exclude: aws.exclude } }),
      stop.signal,
    );
    progress.end();
    return report(context, outcome, options);
  } finally {
    progress.end();
    stop.end();
    await state.close();
    await store.close();
  }
}

/** A report at the end of a scan shows so many findings of one policy; `findings` shows all. */
const rowsPerPolicy = 3;

/** 4 wins over 3, and the report says both. */
function report(context: Context, outcome: ScanOutcome, options: RunOptions): number {
  const { posture } = outcome;
  // What only earlier scans were asked for does not make this one incomplete.
  const gaps = openGaps(outcome.coverage, context.config.acceptedGaps, today());
  const open = posture.findings.filter((f) => f.state === 'open');
  const gate = options.failOn === undefined ? -1 : severities.indexOf(options.failOn as Severity);
  const failing = open.filter((f) => severities.indexOf(f.severity) <= gate);
  const failed = posture.summary.failures;
  if (options.format === 'json')
    context.print(
      jsonText({
        scan: outcome.scan,
        at: posture.summary.at,
        publication: outcome.publication.number,
        assets: outcome.assets,
        calls: outcome.calls,
        complete: gaps.length === 0,
        gate: options.failOn === undefined ? null : { failOn: options.failOn, failed: failing.length },
        policies: posture.summary.counts,
        policyFailures: failed,
        findings: posture.findings,
        cannotTell: posture.cannotTell,
        gaps,
        acceptedGaps: acceptedGaps(posture.coverage, context.config.acceptedGaps, today()),
      }),
    );
  else {
    const { print, paint: p } = context;
    printCoverage(context, posture.coverage, true);
    print('');
    printFindings(context, open, posture.cannotTell, false, rowsPerPolicy);
    if (options.details !== undefined && open.length > 0) {
      print('');
      printFindings(context, open.slice(0, options.details), [], true);
    }
    print('');
    for (const f of failed) print(p.red(safe(`Policy ${f.policy} could not be asked: ${f.reason}`)));
    print(
      p.bold(
        `${outcome.assets} assets, ${open.length} open findings, ${posture.cannotTell.length} cannot tell, ${gaps.length} gaps; ${outcome.calls} calls; scan ${outcome.scan}`,
      ),
    );
    if (gaps.length > 0)
      print(p.yellow('The scan is incomplete: something that was asked for could not be seen.'));
    if (gaps.some(badCredentials))
      print(p.yellow('Credentials expired or were refused during the scan: log in again and repeat it.'));
    if (failing.length > 0)
      print(
        p.red(`The gate failed: ${failing.length} open findings of severity ${options.failOn} or worse.`),
      );
  }
  if (failing.length > 0) return exits.gate;
  if (failed.length > 0) return exits.error;
  return gaps.length > 0 ? exits.incomplete : exits.clean;
}

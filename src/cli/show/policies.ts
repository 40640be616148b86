/** `pathlight policies`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { openStore } from '#graph/store/open.ts';
import { type Red, reds, seedsOf } from '#policies/engine/cases.ts';
import { type Policy, PolicyError } from '#policies/engine/load.ts';
import { UsageError } from '#src/config.ts';
import { wireKinds, wirePolicies } from '#src/wire.ts';
import type { Format } from '../commands/options.ts';
import type { PoliciesOptions } from '../commands/policies.ts';
import { type Context, exits, jsonText } from '../context.ts';
import { table } from '../output/table.ts';
import { safe } from '../output/terminal.ts';
import { severityPaint } from './findings.ts';

export async function showPolicies(
  context: Context,
  id: string | undefined,
  options: PoliciesOptions,
): Promise<number> {
  const { catalogue } = await wireKinds();
  const all = await wirePolicies(context.config, catalogue);
  const shown = id === undefined ? all : all.filter((p) => p.meta.id === id || p.meta.was.includes(id));
  if (shown.length === 0)
    throw new UsageError(`There is no policy ${id}. \`pathlight policies\` lists them.`);
  if (options.test === true) return testPolicies(context, shown, catalogue, options.format);
  if (options.format === 'json') context.print(jsonText({ policies: shown.map(policyJson) }));
  else if (id === undefined)
    context.print(
      table<Policy>(
        [
          { title: 'id', of: (q) => q.meta.id },
          {
            title: 'severity',
            of: (q) => q.meta.severity,
            paint: (q, p) => severityPaint(q.meta.severity, p),
          },
          { title: 'about', of: (q) => q.meta.about },
          { title: 'title', of: (q) => q.meta.title },
        ],
        shown,
        context.paint,
      ),
    );
  else for (const policy of shown) printPolicy(context, policy);
  return exits.clean;
}

const policyJson = ({ meta, file }: Policy) => ({
  id: meta.id,
  title: meta.title,
  severity: meta.severity,
  about: meta.about,
  match: meta.match,
  message: meta.message,
  risk: meta.risk,
  fix: meta.fix,
  frameworks: meta.maps,
  file,
});

function printPolicy({ paint: p, print }: Context, { meta }: Policy): void {
  print(`${p.bold(meta.id)} ${severityPaint(meta.severity, p)(meta.severity)} ${safe(meta.title)}`);
  print(
    meta.match
      .trimEnd()
      .split('\n')
      .map((l) => `  ${safe(l)}`)
      .join('\n'),
  );
  print(`  ${p.dim('risk')} ${safe(meta.risk)}`);
  print(`  ${p.dim('fix')}  ${safe(meta.fix.words)}`);
}

/** Runs the policies' own cases in a graph of their own; exit code 1 if one is red. */
async function testPolicies(
  context: Context,
  policies: readonly Policy[],
  catalogue: Catalogue,
  format: Format,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'pathlight-policies-'));
  const store = await openStore({ kind: 'embedded', folder });
  const draft = await store.draft('policy cases');
  try {
    for (const policy of policies) await draft.stage(seedsOf(policy, catalogue));
    const graph = await draft.seal();
    const wrong: Wrong[] = [];
    for (const policy of policies)
      for (const red of await reds(policy, graph, policy.checked))
        wrong.push({ policy: policy.meta.id, ...red });
    printTested(context, policies.length, wrong, format);
    return wrong.length === 0 ? exits.clean : exits.error;
  } catch (error) {
    throw error instanceof PolicyError ? new UsageError(`Policy ${error.message}`) : error;
  } finally {
    await draft.abort();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Wrong extends Red {
  readonly policy: string;
}

function printTested(context: Context, tested: number, wrong: readonly Wrong[], format: Format): void {
  const { print } = context;
  if (format === 'json') {
    print(jsonText({ tested, wrong }));
    return;
  }
  for (const w of wrong)
    print(
      safe(
        `${w.policy} case ${w.case} (${w.because}): ${w.node} should be "${w.expected}" and is "${w.got}"`,
      ),
    );
  print(`${tested} policies, ${wrong.length === 0 ? 'all cases hold' : `${wrong.length} answers are wrong`}`);
}

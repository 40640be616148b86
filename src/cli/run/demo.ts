/**
 * `pathlight demo`: the sample company behind a local server that speaks AWS's wire, scanned by the real connectors over real
 * HTTP. Nothing leaves the machine.
 */

import { discoveryOperations } from '#connectors/aws/provider/provider.ts';
import { allowedOperations } from '#connectors/kit/allow.ts';
import { sampleEstate, sampleLogin } from '#connectors/standin/aws/sample/estate.ts';
import { startAwsStandin } from '#connectors/standin/aws/server.ts';
import type { AwsConfig } from '#src/config.ts';
import { wireKinds } from '#src/wire.ts';
import type { DemoOptions } from '../commands/demo.ts';
import type { Context } from '../context.ts';
import { scanAndPrint } from './scan.ts';

/** Findings whose evidence and fix the demo shows in full. */
const shown = 3;

export async function runDemo(context: Context, options: DemoOptions): Promise<number> {
  const { kinds, catalogue } = await wireKinds();
  const standin = await startAwsStandin({
    estate: sampleEstate,
    // Small enough that every listing of any size is paged.
    pageSize: 5,
    readOnly: allowedOperations(kinds, 'aws', discoveryOperations),
    accounts: { [sampleLogin.accessKeyId]: sampleLogin.account },
  });
  try {
    const aws: AwsConfig = {
      keys: {
        type: 'keys',
        accessKeyId: sampleLogin.accessKeyId,
        secretAccessKey: sampleLogin.secretAccessKey,
      },
      role: { name: sampleLogin.role, externalId: sampleLogin.externalId, sessionName: 'pathlight-demo' },
      endpointUrl: standin.url,
      homeRegion: 'us-east-1',
      // Where the company is at work; the others hold nothing.
      regions: ['eu-west-1', 'us-east-1'],
      include: [],
      exclude: [],
      serviceEndpoints: {},
      proxyEnv: {},
    };
    const code = await scanAndPrint(context, aws, { kinds, catalogue }, { ...options, details: shown });
    if (options.format === 'table') printNext(context);
    return code;
  } finally {
    await standin.close();
  }
}

function printNext({ config, print, paint: p }: Context): void {
  const where = config.store.kind === 'embedded' ? config.store.folder : config.store.uri;
  // From a checkout there is no command of that name.
  const call = import.meta.filename.endsWith('.ts') ? 'npm run --silent pathlight --' : 'pathlight';
  print('');
  print(p.bold('Look further:'));
  for (const command of [
    'findings --details',
    'assets --concept Agent',
    "graph query 'MATCH (a:Agent)-[:USES_TOOL]->(t) RETURN a.name, t.name'",
  ])
    print(`  ${call} ${command} --store ${/\s/.test(where) ? `'${where}'` : where}`);
}

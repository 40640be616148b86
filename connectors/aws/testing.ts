/** Runs one kind over its fixture on the whole way: kit, provider, HTTP, stand-in. For the kinds' own tests. */

import type { Kind } from '#connectors/kit/define.ts';
import { describeKind } from '#connectors/kit/define.ts';
import type { Pacer } from '#connectors/kit/pace.ts';
import { collect } from '#connectors/kit/run.ts';
import { startAwsStandin } from '#connectors/standin/aws/server.ts';
import type { Fault, Fixture } from '#connectors/standin/estate.ts';
import type { Coverage } from '#graph/schema/coverage.ts';
import type { Fields } from '#graph/schema/fields.ts';
import { schemaOf } from '#graph/schema/fields.ts';
import { concepts, edgeTypes } from '#graph/schema/index.ts';
import type { AssetRow } from '#graph/schema/rows.ts';
import { awsProvider } from './provider/provider.ts';

interface Scanned {
  /** Of the kind itself, as listed. */
  readonly rows: readonly AssetRow[];
  /** Of the kind itself. */
  readonly coverage: readonly Coverage[];
  /** Operations that were sent, in order, for the kind and its ancestors. */
  readonly calls: readonly string[];
}

const keyId = 'AKIAFIXTURE000000001';
const atOnce: Pacer = {
  take: () => Promise.resolve(),
  throttled: () => Promise.resolve(),
  holdBack: () => Promise.resolve(),
};

/**
 * The rows and coverage of a kind over its fixture.
 *
 * @param more `under`: for a kind that is listed under another, the kinds above it. `faults`: what goes wrong.
 * @throws where a row breaks what its kind or its concepts declare, or the fixture holds what AWS could never answer.
 */
export async function scanFixture(
  kind: Kind,
  fixture: Fixture,
  more: { readonly under?: readonly Kind[]; readonly faults?: readonly Fault[] } = {},
): Promise<Scanned> {
  const kinds = [...(more.under ?? []), kind];
  const operations = new Set(kinds.flatMap((k) => describeKind(k).reads.map((read) => read.operation)));
  const { account, region } = fixture;
  const standin = await startAwsStandin({
    estate: fixture,
    faults: more.faults ?? [],
    // The stand-in names S3 Control as its client does.
    readOnly: new Set([...operations].flatMap((o) => [o, o.replace(/^s3control:/, 's3-control:')])),
    accounts: { [keyId]: account },
  });
  const provider = awsProvider({
    allowed: operations,
    endpointUrl: standin.url,
    login: { type: 'keys', accessKeyId: keyId, secretAccessKey: 'not-a-secret' },
  });
  const rows: AssetRow[] = [];
  const coverage: Coverage[] = [];
  const place = { cloud: 'aws', partition: 'aws', account } as const;
  try {
    await collect({
      provider,
      kinds,
      scopes: [{ cloud: 'aws', partition: 'aws', organization: 'o-fixture000' }, place, { ...place, region }],
      hmacKey: 'fixture',
      sink: (out) => {
        if (out.kind !== kind.head.kind) return;
        if (out.type === 'part') rows.push(...out.rows);
        else coverage.push(...out.coverage);
      },
      pacer: atOnce,
      // One after the other, so that rows come as they are listed.
      concurrency: { assets: 1 },
      retry: { attempts: 1 },
    });
  } finally {
    await provider.close();
    await standin.close();
  }
  for (const row of rows) conforms(kind, row);
  const impossible = coverage.find((row) => row.code === 'EstateError');
  if (impossible !== undefined) throw new Error(`${impossible.operation}: ${impossible.reason ?? ''}`);
  return {
    rows,
    coverage,
    calls: standin.calls.map((call) => call.operation),
  };
}

/** `TYPE key -> other end` of each edge of a row, sorted; `<-` where the edge comes in. Keeps tests short. */
export const edgesOf = (row: AssetRow | undefined): readonly string[] =>
  (row?.edges ?? [])
    .map((edge) => {
      const [arrow, other] = edge.from === row?.id ? ['->', edge.to] : ['<-', edge.from];
      return [edge.type, edge.key, arrow, other].filter((part) => part !== '').join(' ');
    })
    .toSorted();

/** Refuses a row that breaks what its kind and concepts declare. */
function conforms(kind: Kind, row: AssetRow): void {
  const described = describeKind(kind);
  const fields: Fields = Object.assign({}, ...described.reads.map((read) => read.gives));
  const types = new Set(described.reads.flatMap((read) => read.edges));
  for (const [name, value] of Object.entries(row.props)) {
    const field = fields[name];
    if (field === undefined) throw new Error(`${row.kind}: "${name}" is not declared`);
    schemaOf(field).parse(value);
  }
  for (const name of row.concepts) {
    const props = Object.entries(concepts.get(name)?.props ?? {});
    const missing = props
      .filter(([, f]) => !f.from.startsWith('derived'))
      .filter(([prop]) => !(prop in fields));
    if (missing.length > 0)
      throw new Error(`${row.kind}: ${name} wants ${missing.map(([p]) => p).join(', ')}`);
  }
  for (const edge of row.edges) {
    const type = edgeTypes.get(edge.type);
    if (type === undefined || !types.has(edge.type))
      throw new Error(`${row.kind}: ${edge.type} is not declared`);
    const stray = Object.keys(edge.props).filter((prop) => !(prop in type.props));
    if (stray.length > 0) throw new Error(`${row.kind}: ${edge.type} has no ${stray.join(', ')}`);
  }
}

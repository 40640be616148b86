/** Vendor SDKs, database clients, the queue, the web server and the CLI library are each imported in their one place. */
import { type ImportSeen, importRule } from './imports.ts';

interface Place {
  readonly packages: RegExp;
  readonly allowed: RegExp;
  readonly say: string;
}
const test = /\.test\.ts$|^test\/|^tools\/|^bench\//;
const places: readonly Place[] = [
  {
    packages: /^@(aws-sdk|smithy)\//,
    allowed: /^connectors\/(aws\/provider\/|standin\/aws\/)/,
    say: 'the AWS SDK is imported in connectors/aws/provider and its stand-in only',
  },
  {
    packages: /^@azure\//,
    allowed: /^connectors\/(azure\/provider\/|standin\/azure\/)/,
    say: 'the Azure SDK is imported in connectors/azure/provider and its stand-in only',
  },
  {
    packages: /^(@google-cloud\/|google-gax|google-auth-library)/,
    allowed: /^connectors\/(gcp\/provider\/|standin\/gcp\/)/,
    say: "Google's SDK is imported in connectors/gcp/provider and its stand-in only",
  },
  {
    packages: /^(neo4j-driver|@grafeo-db\/js|node:sqlite)$/,
    allowed: /^graph\/(store|state)\//,
    say: 'a database client is imported under graph/store and graph/state only',
  },
  {
    packages: /^(bullmq|ioredis|redis)$/,
    allowed: /^workers\/(queue\.ts|redis\/)/,
    say: 'the queue is imported in workers/queue.ts only',
  },
  { packages: /^(fastify|@fastify\/)/, allowed: /^src\/api\//, say: 'Fastify is imported in src/api only' },
  {
    packages: /^(commander|cli-table3)$/,
    allowed: /^src\/cli\//,
    say: 'the CLI libraries are imported in src/cli only',
  },
];

export function judge({ file, specifier }: ImportSeen): string | undefined {
  if (test.test(file)) return undefined;
  const place = places.find((p) => p.packages.test(specifier));
  return place === undefined || place.allowed.test(file) ? undefined : `Not here: ${place.say}.`;
}

export const onePlace = importRule('Each vendor library has one place', judge);

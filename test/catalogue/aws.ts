/** AWS for the laws: the provider that scans use, HTTP, and the stand-in. */

import { bind } from '#connectors/aws/provider/operations.ts';
import { awsProvider } from '#connectors/aws/provider/provider.ts';
import {
  type AwsServiceName,
  awsServices,
  type SdkModule,
  splitOperation,
} from '#connectors/aws/provider/services.ts';
import { RefusedOperation } from '#connectors/kit/allow.ts';
import type { Kind } from '#connectors/kit/define.ts';
import type { LawHarness, Served } from '#connectors/kit/laws.ts';
import { startAwsStandin } from '#connectors/standin/aws/server.ts';
import type { Fixture } from '#connectors/standin/estate.ts';
import type { Scope } from '#graph/schema/coverage.ts';

const keyId = 'AKIAFIXTURE000000001';

const operationsOf = (kinds: readonly Kind[]): ReadonlySet<string> =>
  new Set(kinds.flatMap((kind) => [kind.list, ...Object.values(kind.reads)].map((one) => one.operation)));

/** The places of a fixture: one for each level at which a kind can be listed. */
export function scopesOf({ account, region }: Pick<Fixture, 'account' | 'region'>): readonly Scope[] {
  const here = { cloud: 'aws', partition: 'aws', account } as const;
  return [{ cloud: 'aws', partition: 'aws', organization: 'o-fixture000' }, here, { ...here, region }];
}

/** The stand-in names S3 Control as its client does. */
const standinName = (operation: string): string => operation.replace(/^s3control:/, 's3-control:');

/** Whether our own refusal stands anywhere in the chain of causes. */
function isRefusal(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof RefusedOperation) return true;
  return false;
}

/** Input with every member that an address could hold, so that nothing but the gate keeps a request from leaving. */
async function anyInput(operation: string): Promise<Readonly<Record<string, unknown>>> {
  const { service, name } = splitOperation(operation);
  const module: SdkModule = await awsServices[service].load();
  const schema = module[`${name}$`] as readonly unknown[];
  const shape = (typeof schema[4] === 'function' ? schema[4]() : schema[4]) as readonly unknown[];
  const [, , , , names = [], members = []] = shape as readonly (readonly unknown[])[];
  return Object.fromEntries(
    names.flatMap((member, index) => {
      const [, traits] = [members[index]].flat() as readonly unknown[];
      // Bit 1 is `httpLabel`; an object of traits names it.
      const label =
        typeof traits === 'number'
          ? (traits & 1) !== 0
          : traits !== undefined && 'httpLabel' in Object(traits);
      return label ? [[String(member), 'one']] : [];
    }),
  );
}

/** Serves the fixture over HTTP. `AwsStandin.seen` counts what reached the server, our own refusals do not. */
export const awsHarness: LawHarness = {
  // Returns code: on the never list, so that no kind will ever declare it.
  undeclared: 'lambda:GetFunction',
  async serve(fixture, { kinds, faults }): Promise<Served> {
    const allowed = operationsOf(kinds);
    const standin = await startAwsStandin({
      estate: fixture,
      faults,
      // Everything that is asked is answered here: what is not allowed must be stopped on our side.
      readOnly: new Set([...allowed, awsHarness.undeclared].flatMap((one) => [one, standinName(one)])),
      accounts: { [keyId]: fixture.account },
    });
    const provider = awsProvider({
      allowed,
      endpointUrl: standin.url,
      login: { type: 'keys', accessKeyId: keyId, secretAccessKey: 'not-a-secret' },
    });
    const scopes = scopesOf(fixture);
    const seen = (): readonly string[] =>
      standin.calls.map((call) => call.operation.replace(/^s3-control:/, 's3control:'));
    return {
      provider,
      scopes,
      seen,
      async sendRaw(operation) {
        const service: AwsServiceName = splitOperation(operation).service;
        const client = await provider.client(service, { ...scopes[1], cloud: 'aws', region: fixture.region });
        const { command: Command } = await bind(operation);
        const before = seen().length;
        try {
          await client.send(new Command(await anyInput(operation)));
        } catch (error) {
          if (isRefusal(error)) return 'refused';
          if (seen().length === before) throw error;
        }
        return 'sent';
      },
      close: async () => {
        await provider.close();
        await standin.close();
      },
    };
  },
};

/** For the CLI's tests: one account of a company behind the AWS stand-in, a folder of its own, and the command line in this process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discoveryOperations } from '#connectors/aws/provider/provider.ts';
import { allowedOperations } from '#connectors/kit/allow.ts';
import { organization, regions, settings } from '#connectors/standin/aws/build/account.ts';
import { role, roleArn } from '#connectors/standin/aws/build/iam.ts';
import { notebook } from '#connectors/standin/aws/build/sagemaker-studio.ts';
import { type AwsStandin, startAwsStandin } from '#connectors/standin/aws/server.ts';
import type { Estate } from '#connectors/standin/estate.ts';
import { wireKinds } from '#src/wire.ts';
import type { Streams } from './context.ts';
import { run } from './main.ts';

export const account = '111122223333';
const region = 'eu-west-1';
/** What a name could do to a terminal that obeys it. */
export const hostile = 'evil\u001b[2J\u001b]0;own\u0007\r\n\u009b31m\u202egnp\u200b';
/** Whether a text holds anything that a terminal would obey or that hides or turns text; line ends are the writer's own. */
export const obeyed = (text: string): readonly string[] =>
  text.match(/(?!\n)[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu) ?? [];

/** A notebook that is open to the internet with root, under an administrator, one of a hostile name, and one that is sound. */
export const estate: Estate = {
  pieces: [
    ...organization('o-test00000', { account, name: 'us' }, [{ account: '999988887777', name: hostile }]),
    regions(account),
    settings(account, { block: true, passwordLength: 14 }),
    role(account, 'Lab', 'sagemaker.amazonaws.com', {
      attached: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    }),
    ...['open-lab', hostile].map((name) =>
      notebook({ account, region }, name, roleArn(account, 'Lab'), {
        DirectInternetAccess: 'Enabled',
        RootAccess: 'Enabled',
      }),
    ),
    notebook({ account, region }, 'sound-lab', roleArn(account, 'Lab')),
  ],
};

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface World {
  readonly standin: AwsStandin;
  /** A fresh folder; the store is `store` in it. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cli: (argv: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Said>;
  readonly close: () => Promise<void>;
}

/** Runs one command in this process, on no terminal; nothing of the environment is seen but what `env` holds. */
export const cli = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Said> =>
  runWith(argv, { env });

/** The same as on a terminal. */
export const cliOnTerminal = (
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Said> => runWith(argv, { env, terminal: { out: true, err: true, columns: 80 } });

async function runWith(argv: readonly string[], more: Pick<Streams, 'env' | 'terminal'>): Promise<Said> {
  let out = '';
  let err = '';
  const code = await run(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    ...more,
  });
  return { code, out, err };
}

export async function world(of: Estate = estate): Promise<World> {
  const { kinds } = await wireKinds();
  const standin = await startAwsStandin({
    estate: of,
    pageSize: 50,
    readOnly: allowedOperations(kinds, 'aws', discoveryOperations),
    accounts: { AKIATEST: account },
  });
  const folder = mkdtempSync(join(tmpdir(), 'pathlight-cli-'));
  const env = {
    AWS_ENDPOINT_URL: standin.url,
    AWS_REGION: region,
    PATHLIGHT_STORE: join(folder, 'store'),
    PATHLIGHT_AWS_REGIONS: region,
  };
  return {
    standin,
    folder,
    env,
    cli: (argv, more = {}) => cli(argv, { ...env, ...more }),
    close: async () => {
      await standin.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Keys for the SDK's own chain, which reads the process's environment itself. */
export const testKeys = { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'not-a-secret' } as const;

/**
 * Where credentials come from: the chain that all AWS tools follow, a named profile (keys, SSO, process, role), the
 * environment, a web identity, or keys handed in; and from there into other accounts by role.
 *
 * The SDK's chain reads the environment (`AWS_PROFILE`, `AWS_ACCESS_KEY_ID`, `AWS_CONFIG_FILE`, …), the shared files and,
 * unless `AWS_EC2_METADATA_DISABLED`, the instance's metadata itself. Which source is asked is decided by `login` alone.
 */
import { classify } from './classify.ts';
import type { AwsCredentials, CredentialSource } from './client.ts';
import { CredentialError } from './errors.ts';

export type AwsLogin =
  | { readonly type: 'chain' }
  | { readonly type: 'profile'; readonly profile: string }
  | { readonly type: 'environment' }
  | {
      readonly type: 'web-identity';
      readonly roleArn: string;
      readonly tokenFile: string;
      readonly sessionName?: string | undefined;
    }
  | {
      readonly type: 'keys';
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string | undefined;
    };

/** A role to work under. `role` is a full ARN, or a name with its path (`audit/Pathlight`) that every account has. */
export interface AssumeRole {
  readonly role: string;
  readonly externalId?: string | undefined;
  readonly sessionName?: string | undefined;
  /** Seconds. Default 3600, the most that a chained role may have. */
  readonly duration?: number | undefined;
}

/** Sends one `sts:AssumeRole` with the given credentials. */
export type AskSts = (
  input: Readonly<Record<string, unknown>>,
  credentials: CredentialSource,
) => Promise<Readonly<Record<string, unknown>>>;

const minutes = 60_000;

/**
 * One shared answer for all clients: asked for once at a time, and again five minutes before it runs out. A refusal is
 * kept for a minute, so that a thousand waiting calls do not ask a thousand times.
 */
export function refreshed(load: CredentialSource, now: () => number = Date.now): CredentialSource {
  let held: AwsCredentials | undefined;
  let pending: Promise<AwsCredentials> | undefined;
  let refused: { readonly until: number; readonly error: unknown } | undefined;
  const good = () =>
    held !== undefined && (held.expiration === undefined || held.expiration.getTime() - now() > 5 * minutes);
  return () => {
    if (held !== undefined && good()) return Promise.resolve(held);
    if (refused !== undefined && now() < refused.until) return Promise.reject(refused.error as Error);
    pending ??= load()
      .then((fresh) => {
        held = fresh;
        refused = undefined;
        return fresh;
      })
      .catch((error: unknown) => {
        if (classify(error).credentials === true) refused = { until: now() + minutes, error };
        throw error;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
}

const remedies: Readonly<Record<AwsLogin['type'], string>> = {
  chain: 'name a profile, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in (`aws sso login`)',
  profile:
    'check its name in the AWS config and credentials files, and log in if it uses SSO (`aws sso login`)',
  environment: 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN for temporary keys)',
  'web-identity': 'check the token file and the trust policy of the role',
  keys: 'check the keys',
};

const saying = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

function failed(login: AwsLogin, error: unknown): CredentialError {
  const what =
    login.type === 'profile'
      ? `no AWS credentials from the profile "${login.profile}"`
      : 'no AWS credentials';
  const message = `${what}: ${saying(error)}. To fix it, ${remedies[login.type]}`;
  const unknown =
    login.type === 'profile' && /could not resolve credentials using profile/i.test(saying(error));
  return new CredentialError(unknown ? 'ProfileUnknown' : 'NoCredentials', message, error);
}

/** A header takes neither a line break nor a blank, and an error of the header would neither name the key nor end. */
function printable(keys: AwsCredentials): AwsCredentials {
  for (const [name, value] of [
    ['access key id', keys.accessKeyId],
    ['secret access key', keys.secretAccessKey],
    ['session token', keys.sessionToken ?? ''],
  ] as const)
    if (/[^\x21-\x7e]/.test(value))
      throw new Error(`the ${name} holds a line break, a blank or another character that no key has`);
  return keys;
}

/** The first credentials, before any role. `stsEndpoint` is where a custom endpoint sends what the chain itself asks. */
export function loginSource(
  login: AwsLogin,
  region: string,
  stsEndpoint: string | undefined,
): CredentialSource {
  const clientConfig = { region, ...(stsEndpoint === undefined ? {} : { endpoint: stsEndpoint }) };
  const pick = async (): Promise<CredentialSource> => {
    if (login.type === 'keys') return () => Promise.resolve(login);
    const from = await import('@aws-sdk/credential-providers');
    switch (login.type) {
      case 'chain':
        return from.fromNodeProviderChain({ clientConfig });
      case 'profile':
        return from.fromIni({ profile: login.profile, clientConfig });
      case 'environment':
        return from.fromEnv();
      case 'web-identity':
        return from.fromTokenFile({
          roleArn: login.roleArn,
          webIdentityTokenFile: login.tokenFile,
          roleSessionName: login.sessionName ?? 'pathlight',
          clientConfig,
        });
    }
  };
  let picked: Promise<CredentialSource> | undefined;
  return refreshed(async () => {
    picked ??= pick();
    const source = await picked;
    try {
      return printable(await source());
    } catch (error) {
      throw failed(login, error);
    }
  });
}

/** ARN of the role of this name in an account. */
export const roleArnIn = (role: string, partition: string, account: string): string =>
  role.startsWith('arn:') ? role : `arn:${partition}:iam::${account}:role/${role.replace(/^\//, '')}`;

/** Credentials of a role, from other credentials, renewed before they run out. */
export function assumedSource(
  roleArn: string,
  how: AssumeRole,
  from: CredentialSource,
  ask: AskSts,
): CredentialSource {
  return refreshed(async () => {
    const input = {
      RoleArn: roleArn,
      RoleSessionName: how.sessionName ?? 'pathlight',
      DurationSeconds: how.duration ?? 3600,
      ...(how.externalId === undefined ? {} : { ExternalId: how.externalId }),
    };
    let reply: Readonly<Record<string, unknown>>;
    try {
      reply = await ask(input, from);
    } catch (error) {
      if (error instanceof CredentialError) throw error;
      throw refusal(roleArn, how, error);
    }
    const given = (reply['Credentials'] ?? {}) as Readonly<Record<string, unknown>>;
    const { AccessKeyId: id, SecretAccessKey: secret, SessionToken: token, Expiration: until } = given;
    if (typeof id !== 'string' || typeof secret !== 'string' || typeof token !== 'string')
      throw new CredentialError('AssumeRoleUnreadable', `assuming ${roleArn} gave no credentials`);
    const expiration = until instanceof Date ? { expiration: until } : {};
    return { accessKeyId: id, secretAccessKey: secret, sessionToken: token, ...expiration };
  });
}

function refusal(roleArn: string, how: AssumeRole, error: unknown): CredentialError {
  const failure = classify(error);
  if (failure.outcome !== 'denied' || failure.credentials === true)
    return new CredentialError(failure.code, `could not assume ${roleArn}: ${saying(error)}`, error);
  const external =
    how.externalId === undefined ? 'asks for no external id' : 'asks for the external id that was given';
  return new CredentialError(
    'AssumeRoleDenied',
    `may not assume ${roleArn}: check that the role exists, that its trust policy names the caller and ${external}, ` +
      `and that the caller may call sts:AssumeRole on it (${saying(error)})`,
    error,
  );
}

/** Pieces of Bedrock AgentCore that agents use: sandboxes, memories, keepers of credentials. */
import type {
  GetBrowserResponse,
  GetCodeInterpreterResponse,
  GetOauth2CredentialProviderResponse,
  Memory,
  MemoryStrategy,
} from '@aws-sdk/client-bedrock-agentcore-control';
import type { Piece } from '#connectors/standin/estate.ts';
import { agentCoreArn, dates, operation, policyOf, suffixed, updated, type Vpc, vpcOf } from './agentcore.ts';
import { arn, idOf, list, made, type Place, pick, piece, reply, type Wire } from './common.ts';

export const memoryArn = (place: Place, name: string): string =>
  agentCoreArn(place, `memory/${suffixed(name)}`);
export const codeInterpreterArn = (place: Place, name: string): string =>
  agentCoreArn(place, `code-interpreter-custom/${suffixed(name)}`);
export const browserArn = (place: Place, name: string): string =>
  agentCoreArn(place, `browser-custom/${suffixed(name)}`);
export const oauth2ProviderArn = (place: Place, name: string): string =>
  agentCoreArn(place, `token-vault/default/oauth2credentialprovider/${name}`);
export const apiKeyProviderArn = (place: Place, name: string): string =>
  agentCoreArn(place, `token-vault/default/apikeycredentialprovider/${name}`);

export interface SandboxHas {
  readonly role?: string;
  /** @default 'PUBLIC' */
  readonly network?: 'PUBLIC' | 'SANDBOX';
  readonly vpc?: Vpc;
}
const sandbox = (has: SandboxHas) => ({
  executionRoleArn: has.role,
  networkConfiguration:
    has.vpc === undefined
      ? { networkMode: has.network ?? 'PUBLIC' }
      : { networkMode: 'VPC', vpcConfig: vpcOf(has.vpc) },
});

export function codeInterpreter(
  place: Place,
  name: string,
  has: SandboxHas & { readonly more?: Wire<GetCodeInterpreterResponse> } = {},
): Piece {
  const codeInterpreterId = suffixed(name);
  const item = {
    codeInterpreterId,
    codeInterpreterArn: codeInterpreterArn(place, name),
    name,
    status: 'READY',
    ...dates,
  };
  return piece(
    place,
    [list(operation('ListCodeInterpreters'), 'codeInterpreterSummaries', item, { type: 'CUSTOM' })],
    [
      reply(
        operation('GetCodeInterpreter'),
        { codeInterpreterId },
        { ...item, ...sandbox(has), ...has.more },
      ),
    ],
  );
}

export function browser(
  place: Place,
  name: string,
  has: SandboxHas & {
    /** `s3://` address of the bucket and prefix that sessions are recorded to. */
    readonly recording?: { readonly bucket: string; readonly prefix: string };
    readonly more?: Wire<GetBrowserResponse>;
  } = {},
): Piece {
  const browserId = suffixed(name);
  const item = { browserId, browserArn: browserArn(place, name), name, status: 'READY', ...dates };
  const recording =
    has.recording === undefined ? { enabled: false } : { enabled: true, s3Location: has.recording };
  return piece(
    place,
    [list(operation('ListBrowsers'), 'browserSummaries', item, { type: 'CUSTOM' })],
    [reply(operation('GetBrowser'), { browserId }, { ...item, ...sandbox(has), recording, ...has.more })],
  );
}

export interface MemoryHas {
  readonly role?: string;
  /** ARN of a key of the company's own. */
  readonly key?: string;
  /** @default one that keeps people apart */
  readonly strategies?: readonly Wire<MemoryStrategy>[];
  readonly policy?: string;
  readonly more?: Wire<Memory>;
}

export function memory(place: Place, name: string, has: MemoryHas = {}): Piece {
  const memoryId = suffixed(name);
  const namespaces = ['/facts/{actorId}'];
  const strategies = has.strategies ?? [
    {
      strategyId: suffixed('facts'),
      name: 'facts',
      type: 'SEMANTIC',
      namespaces,
      namespaceTemplates: namespaces,
    },
  ];
  const whole = {
    arn: memoryArn(place, name),
    id: memoryId,
    name,
    status: 'ACTIVE',
    encryptionKeyArn: has.key,
    memoryExecutionRoleArn: has.role,
    eventExpiryDuration: 30,
    ...updated,
    ...has.more,
  };
  return piece(
    place,
    [
      list(
        operation('ListMemories'),
        'memories',
        pick(whole, ['arn', 'id', 'status', 'createdAt', 'updatedAt', 'managedByResourceArn']),
      ),
    ],
    [
      // Strategies lie encrypted.
      reply(operation('GetMemory'), { memoryId, view: 'without_decryption' }, { memory: whole }),
      reply(operation('GetMemory'), { memoryId }, { memory: { ...whole, strategies } }),
      ...policyOf(memoryArn(place, name), has.policy),
    ],
  );
}

const times = { createdTime: made, lastUpdatedTime: made };

/** The secret that AgentCore makes where it is given none. */
const ownSecret = (place: Place, what: string, name: string): string =>
  arn(
    place,
    'secretsmanager',
    `secret:bedrock-agentcore-identity!default/${what}/${name}-${idOf(`${what} ${name}`, 6)}`,
  );

export interface Oauth2Has {
  readonly discoveryUrl: string;
  /** ARN of a secret of the company's own; else AgentCore keeps it. */
  readonly secret?: string;
  readonly more?: Wire<GetOauth2CredentialProviderResponse>;
}

export function oauth2Provider(place: Place, name: string, has: Oauth2Has): Piece {
  const item = {
    name,
    credentialProviderArn: oauth2ProviderArn(place, name),
    credentialProviderVendor: 'CustomOauth2',
    ...times,
  };
  const { discoveryUrl } = has;
  return piece(
    place,
    [list(operation('ListOauth2CredentialProviders'), 'credentialProviders', item)],
    [
      reply(
        operation('GetOauth2CredentialProvider'),
        { name },
        {
          ...item,
          clientSecretArn: { secretArn: has.secret ?? ownSecret(place, 'oauth2', name) },
          clientSecretSource: has.secret === undefined ? 'MANAGED' : 'EXTERNAL',
          callbackUrl: `https://bedrock-agentcore.${place.region}.amazonaws.com/identities/oauth2/callback/${name}`,
          oauth2ProviderConfigOutput: { customOauth2ProviderConfig: { oauthDiscovery: { discoveryUrl } } },
          status: 'READY',
          ...has.more,
        },
      ),
    ],
  );
}

export function apiKeyProvider(place: Place, name: string, has: { readonly secret?: string } = {}): Piece {
  const item = { name, credentialProviderArn: apiKeyProviderArn(place, name), ...times };
  return piece(
    place,
    [list(operation('ListApiKeyCredentialProviders'), 'credentialProviders', item)],
    [
      reply(
        operation('GetApiKeyCredentialProvider'),
        { name },
        {
          ...item,
          apiKeySecretArn: { secretArn: has.secret ?? ownSecret(place, 'apikey', name) },
          apiKeySecretSource: has.secret === undefined ? 'MANAGED' : 'EXTERNAL',
        },
      ),
    ],
  );
}

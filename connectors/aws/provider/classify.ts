/**
 * What a failed AWS call means: one table from code, status or transport error to a `Failure`, a test per row.
 *
 * Nothing here is ever `absent`: that something is "not there" or "not configured" is said by each kind for each of its
 * reads. `UnknownOperationException` or `SubscriptionRequiredException` alone do not prove that an account holds
 * nothing: a suspended account answers so too.
 */
import { RefusedOperation } from '#connectors/kit/allow.ts';
import { RefusedHost } from '#connectors/kit/hosts.ts';
import type { Failure } from '#connectors/kit/provider.ts';
import { CredentialError, NoEndpoint, RegionClosed, UnreadableReply } from './errors.ts';

type Meaning = Pick<Failure, 'outcome' | 'retry' | 'credentials'>;

const denied: Meaning = { outcome: 'denied', retry: false };
const noCredentials: Meaning = { outcome: 'denied', retry: false, credentials: true };
const throttled: Meaning = { outcome: 'throttled', retry: true };
const unavailable: Meaning = { outcome: 'unavailable', retry: true };
const notOffered: Meaning = { outcome: 'unavailable', retry: false };
const unreadable: Meaning = { outcome: 'unreadable', retry: false };

/** Codes with which a region that is not enabled turns away good credentials, and any region bad ones. */
export const ambiguousCodes: ReadonlySet<string> = new Set([
  'AuthFailure',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidToken',
  'UnrecognizedClientException',
]);

/** Codes as the services send them. Sources: "Common errors" of each API reference; S3 and EC2 error code lists. */
export const meanings: Readonly<Record<string, Meaning>> = {
  AccessDenied: denied,
  AccessDeniedException: denied,
  AccessDeniedForDependencyException: denied,
  AccountProblem: denied,
  AllAccessDisabled: denied,
  AuthorizationError: denied,
  AuthorizationErrorException: denied,
  ForbiddenException: denied,
  Forbidden: denied,
  NotAuthorized: denied,
  UnauthorizedAccess: denied,
  UnauthorizedOperation: denied,
  OptInRequired: denied,
  RegionDisabledException: denied,

  AuthFailure: noCredentials,
  CredentialsProviderError: noCredentials,
  ExpiredToken: noCredentials,
  ExpiredTokenException: noCredentials,
  IncompleteSignature: noCredentials,
  InvalidAccessKeyId: noCredentials,
  InvalidClientTokenId: noCredentials,
  InvalidSignatureException: noCredentials,
  InvalidToken: noCredentials,
  MissingAuthenticationToken: noCredentials,
  MissingAuthenticationTokenException: noCredentials,
  RequestExpired: noCredentials,
  SignatureDoesNotMatch: noCredentials,
  TokenProviderError: noCredentials,
  TokenRefreshRequired: noCredentials,
  UnrecognizedClientException: noCredentials,

  BandwidthLimitExceeded: throttled,
  EC2ThrottledException: throttled,
  PriorRequestNotComplete: throttled,
  ProvisionedThroughputExceededException: throttled,
  RequestLimitExceeded: throttled,
  RequestThrottled: throttled,
  RequestThrottledException: throttled,
  SlowDown: throttled,
  ThrottledException: throttled,
  Throttling: throttled,
  ThrottlingException: throttled,
  TooManyRequestsException: throttled,

  DependencyTimeoutException: unavailable,
  InternalError: unavailable,
  InternalFailure: unavailable,
  InternalServerError: unavailable,
  InternalServerException: unavailable,
  KMSInternalException: unavailable,
  RequestTimeout: unavailable,
  RequestTimeoutException: unavailable,
  // The SDK has taken the server's clock over when this comes back: the next attempt is signed with it.
  RequestTimeTooSkewed: unavailable,
  RequestInTheFuture: unavailable,
  ServiceException: unavailable,
  ServiceUnavailable: unavailable,
  ServiceUnavailableException: unavailable,
  Unavailable: unavailable,

  SubscriptionRequiredException: notOffered,
  UnknownOperationException: notOffered,
};

/** Errors of sockets, names and TLS, and of our own clock. */
const transport =
  /^(?:ECONN|ENOTFOUND|EAI_|EHOST|ENET|EPIPE|EPROTO|ETIMEDOUT|ERR_SSL|ERR_TLS|ERR_SOCKET|ERR_STREAM|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|HPE_|UND_ERR)/;
const clocks = new Set(['TimeoutError', 'AbortError', 'ABORT_ERR']);

interface Seen {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** `Retry-After` in milliseconds: seconds or an HTTP date. */
function hint(headers: Readonly<Record<string, unknown>>): number | undefined {
  const value = textOf(headers['retry-after']);
  if (value === undefined) return undefined;
  const ms = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}

function look(error: unknown): Seen {
  const e = record(error);
  const response = record(e['$response']);
  const status = record(e['$metadata'])['httpStatusCode'] ?? response['statusCode'];
  return {
    name: textOf(e['name']) ?? 'Error',
    message: textOf(e['message']) ?? textOf(e['Message']) ?? String(error),
    code: textOf(e['code']) ?? textOf(e['Code']),
    status: typeof status === 'number' ? status : undefined,
    retryAfter: hint(record(response['headers'])),
  };
}

/** A code without what some protocols put around it: `aws.protocoltests#Throttling:http://…`, `Client.AuthFailure`. */
const bare = (code: string): string =>
  code
    .replace(/^.*#/, '')
    .replace(/:.*$/, '')
    .replace(/^(?:Client|Server)\.(?=[A-Z])/, '');

function byStatus(status: number): Meaning {
  if (status === 401) return noCredentials;
  if (status === 403) return denied;
  if (status === 429) return throttled;
  if (status === 408 || status >= 500) return unavailable;
  return unreadable;
}

const unparsed = (seen: Seen): boolean =>
  seen.name === 'SyntaxError' || /Deserialization error|XML parse error/.test(seen.message);

function meaning(seen: Seen): Meaning & { readonly code: string } {
  const named = bare(seen.name);
  const known = meanings[named];
  if (known !== undefined) return { ...known, code: named };
  const coded = seen.code === undefined ? undefined : bare(seen.code);
  const knownCode = coded === undefined ? undefined : meanings[coded];
  if (coded !== undefined && knownCode !== undefined) return { ...knownCode, code: coded };
  if (coded !== undefined && transport.test(coded)) return { ...unavailable, code: coded };
  if (clocks.has(seen.name)) return { ...unavailable, code: coded ?? seen.name };
  if (unparsed(seen)) {
    // An error page of something on the way says more by its status than by not being the protocol's document.
    const { status } = seen;
    if (status === undefined || (status >= 200 && status < 300))
      return { ...unreadable, code: 'UnreadableReply' };
    return { ...byStatus(status), code: `HTTP ${status}` };
  }
  const generic = named === 'Error' || named === 'UnknownError' || named === 'Unknown';
  if (seen.status !== undefined)
    return { ...byStatus(seen.status), code: generic ? (coded ?? `HTTP ${seen.status}`) : named };
  return { ...unreadable, code: coded ?? named };
}

const controlPolicy = /explicit deny in a (service|resource) control policy/i;

/** Whether a denial (its message, as classified) comes from the organisation: no role in the account can lift it. */
export const closedByOrganization = (message: string): boolean => controlPolicy.test(message);

/** What a failed call means. Takes anything that was thrown. */
export function classify(error: unknown): Failure {
  const own = (m: Meaning, code: string): Failure => ({ ...m, code, message: look(error).message });
  if (error instanceof RefusedOperation) return own(denied, 'RefusedOperation');
  if (error instanceof RefusedHost) return own(unreadable, 'RefusedHost');
  if (error instanceof UnreadableReply) return own(unreadable, 'UnreadableReply');
  // A resolver's answer is not the cloud's: no proof of absence, but not worth asking again either.
  if (error instanceof NoEndpoint) return own(notOffered, 'NoEndpoint');
  if (error instanceof RegionClosed) return own(denied, 'RegionNotEnabled');
  if (error instanceof CredentialError) {
    const cause = error.cause === undefined ? undefined : classify(error.cause);
    return cause?.retry === true ? { ...cause, message: error.message } : own(noCredentials, error.code);
  }
  const seen = look(error);
  const { outcome, retry, credentials, code } = meaning(seen);
  const by = outcome === 'denied' ? controlPolicy.exec(seen.message)?.[1] : undefined;
  return {
    outcome,
    code,
    // First, because a long message is cut at its end.
    message:
      by === undefined
        ? seen.message
        : `closed by a ${by.toLowerCase()} control policy (explicit deny in a ${by.toLowerCase()} control policy): ${seen.message}`,
    retry,
    ...(credentials === undefined ? {} : { credentials }),
    ...(seen.retryAfter === undefined ? {} : { retryAfter: seen.retryAfter }),
  };
}

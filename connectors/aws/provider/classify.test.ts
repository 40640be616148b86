import { expect, test } from 'vitest';
import { RefusedOperation } from '#connectors/kit/allow.ts';
import { RefusedHost } from '#connectors/kit/hosts.ts';
import { ambiguousCodes, classify, closedByOrganization, meanings } from './classify.ts';
import { CredentialError, NoEndpoint, RegionClosed, UnreadableReply } from './errors.ts';

/** As the SDK throws it: the code is the name. */
const said = (name: string, message = 'as the cloud said', status?: number, headers = {}): Error =>
  Object.assign(new Error(message), {
    name,
    $metadata: status === undefined ? {} : { httpStatusCode: status },
    $response: { statusCode: status, headers },
  });
const socket = (code: string): Error => Object.assign(new Error('socket'), { code });

const expected: Readonly<Record<string, readonly string[]>> = {
  denied: [
    'AccessDenied',
    'AccessDeniedException',
    'AccessDeniedForDependencyException',
    'AccountProblem',
    'AllAccessDisabled',
    'AuthorizationError',
    'AuthorizationErrorException',
    'Forbidden',
    'ForbiddenException',
    'NotAuthorized',
    'OptInRequired',
    'RegionDisabledException',
    'UnauthorizedAccess',
    'UnauthorizedOperation',
  ],
  credentials: [
    'AuthFailure',
    'CredentialsProviderError',
    'ExpiredToken',
    'ExpiredTokenException',
    'IncompleteSignature',
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'InvalidSignatureException',
    'InvalidToken',
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
    'RequestExpired',
    'SignatureDoesNotMatch',
    'TokenProviderError',
    'TokenRefreshRequired',
    'UnrecognizedClientException',
  ],
  throttled: [
    'BandwidthLimitExceeded',
    'EC2ThrottledException',
    'PriorRequestNotComplete',
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'RequestThrottled',
    'RequestThrottledException',
    'SlowDown',
    'ThrottledException',
    'Throttling',
    'ThrottlingException',
    'TooManyRequestsException',
  ],
  unavailable: [
    'DependencyTimeoutException',
    'InternalError',
    'InternalFailure',
    'InternalServerError',
    'InternalServerException',
    'KMSInternalException',
    'RequestInTheFuture',
    'RequestTimeTooSkewed',
    'RequestTimeout',
    'RequestTimeoutException',
    'ServiceException',
    'ServiceUnavailable',
    'ServiceUnavailableException',
    'Unavailable',
  ],
  'not offered': ['SubscriptionRequiredException', 'UnknownOperationException'],
};
const results: Readonly<Record<string, object>> = {
  denied: { outcome: 'denied', retry: false },
  credentials: { outcome: 'denied', retry: false, credentials: true },
  throttled: { outcome: 'throttled', retry: true },
  unavailable: { outcome: 'unavailable', retry: true },
  'not offered': { outcome: 'unavailable', retry: false },
};

test.each(
  Object.entries(expected).flatMap(([family, codes]) => codes.map((code) => [code, family] as const)),
)('%s means %s', (code, family) => {
  // A status that means something else: the code is what counts.
  expect(classify(said(code, 'as the cloud said', 418))).toEqual({
    code,
    message: 'as the cloud said',
    ...results[family],
  });
});

test('no row of the table is without its test', () => {
  expect(Object.values(expected).flat().toSorted()).toEqual(Object.keys(meanings).toSorted());
});

test('every ambiguous code is one of bad credentials', () => {
  for (const code of ambiguousCodes) expect(classify(said(code)).credentials).toBe(true);
});

test.each([
  ['com.amazonaws.kms#ThrottlingException', 'ThrottlingException', 'throttled'],
  ['ThrottlingException:http://internal.amazon.com/coral/', 'ThrottlingException', 'throttled'],
  ['Client.UnauthorizedOperation', 'UnauthorizedOperation', 'denied'],
])('the code in %s is read', (name, code, outcome) => {
  expect(classify(said(name))).toMatchObject({ code, outcome });
});

test.each([
  [400, 'ValidationException', 'unreadable', false],
  [404, 'ResourceNotFoundException', 'unreadable', false],
  [401, 'SomethingNew', 'denied', false],
  [403, 'SomethingNew', 'denied', false],
  [408, 'SomethingNew', 'unavailable', true],
  [429, 'SomethingNew', 'throttled', true],
  [500, 'SomethingNew', 'unavailable', true],
  [503, 'SomethingNew', 'unavailable', true],
])('status %i with the unlisted code %s is %s', (status, code, outcome, retry) => {
  expect(classify(said(code, 'text', status))).toMatchObject({ code, outcome, retry });
});

test('status 401 without a code ends the account, 403 does not', () => {
  expect(classify(said('UnknownError', 'text', 401))).toMatchObject({ code: 'HTTP 401', credentials: true });
  expect(classify(said('UnknownError', 'text', 403)).credentials).toBeUndefined();
});

test.each([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'EPROTO',
  'ETIMEDOUT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_STREAM_PREMATURE_CLOSE',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'HPE_INVALID_CONSTANT',
])('%s on the way is unavailable, never absent', (code) => {
  expect(classify(socket(code))).toEqual({ outcome: 'unavailable', code, message: 'socket', retry: true });
});

test.each(['TimeoutError', 'AbortError'])('a %s is unavailable', (name) => {
  expect(classify(said(name))).toMatchObject({ outcome: 'unavailable', code: name, retry: true });
});

test('a body that does not parse is unreadable, unless its status says more', () => {
  const unparsed = (status: number) =>
    said('SyntaxError', "Unexpected token '<'\n  Deserialization error: to see the raw response", status);
  expect(classify(unparsed(200))).toMatchObject({
    outcome: 'unreadable',
    code: 'UnreadableReply',
    retry: false,
  });
  expect(classify(unparsed(502))).toMatchObject({ outcome: 'unavailable', code: 'HTTP 502', retry: true });
  expect(classify(unparsed(429))).toMatchObject({ outcome: 'throttled', code: 'HTTP 429' });
  expect(classify(said('Error', '@aws-sdk XML parse error: unexpected content.', 200))).toMatchObject({
    outcome: 'unreadable',
    code: 'UnreadableReply',
  });
});

test.each([
  ['3', 3000],
  ['0.5', 500],
  ['soon', undefined],
])('the hint "Retry-After: %s" is read as %s milliseconds', (value, ms) => {
  expect(classify(said('SlowDown', 'slow', 503, { 'retry-after': value })).retryAfter).toBe(ms);
});

test('a hint may be a date', () => {
  const at = new Date(Date.now() + 60_000).toUTCString();
  expect(classify(said('SlowDown', 'slow', 503, { 'retry-after': at })).retryAfter).toBeGreaterThan(50_000);
});

test.each(['service', 'resource'])(
  'a denial by a %s control policy is known as one, before its long text',
  (policy) => {
    const text = `User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: x with an explicit deny in a ${policy} control policy`;
    const { message, outcome } = classify(said('AccessDeniedException', text, 400));
    expect(outcome).toBe('denied');
    expect(closedByOrganization(message.slice(0, 100))).toBe(true);
    expect(message).toContain(text);
  },
);

test('another denial is not taken for the organisation', () => {
  const { message } = classify(
    said('AccessDenied', 'no identity-based policy allows the s3:GetBucketAcl action'),
  );
  expect(closedByOrganization(message)).toBe(false);
});

test("the provider's own errors mean what they say", () => {
  expect(classify(new RefusedOperation('s3:PutObject'))).toMatchObject({
    outcome: 'denied',
    code: 'RefusedOperation',
  });
  expect(classify(new RefusedHost('evil.example'))).toMatchObject({
    outcome: 'unreadable',
    code: 'RefusedHost',
  });
  expect(classify(new UnreadableReply('no'))).toMatchObject({
    outcome: 'unreadable',
    code: 'UnreadableReply',
  });
  expect(classify(new NoEndpoint('bedrock', 'us-west-1', socket('ENOTFOUND')))).toMatchObject({
    outcome: 'unavailable',
    code: 'NoEndpoint',
    retry: false,
  });
  expect(classify(new RegionClosed('me-south-1', said('AuthFailure')))).toEqual({
    outcome: 'denied',
    code: 'RegionNotEnabled',
    message: expect.stringContaining('me-south-1'),
    retry: false,
  });
});

test('credentials that could not be had end the account, unless the cloud was only busy', () => {
  expect(classify(new CredentialError('NoCredentials', 'none'))).toMatchObject({
    code: 'NoCredentials',
    credentials: true,
  });
  const busy = classify(new CredentialError('x', 'could not assume', said('Throttling')));
  expect(busy).toMatchObject({
    outcome: 'throttled',
    code: 'Throttling',
    message: 'could not assume',
    retry: true,
  });
  expect(busy.credentials).toBeUndefined();
});

test.each([[undefined], [null], ['text'], [{}], [42]])('anything thrown is classified: %s', (thrown) => {
  const { outcome, retry } = classify(thrown);
  expect({ outcome, retry }).toEqual({ outcome: 'unreadable', retry: false });
});

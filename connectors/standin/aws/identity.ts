/** Who asks: the access key in the signature, temporary keys of assumed roles. Signatures are looked for, not verified. */
import { randomInt } from 'node:crypto';
import type { Estate } from '../estate.ts';
import { type Refusal, refuse } from './errors.ts';
import { header, type Request } from './request.ts';
import { textOf } from './shape.ts';

export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

export interface Signature {
  readonly accessKey: string;
  readonly region: string;
  readonly signing: string;
}

/** Reads the credential scope. Source: IAM User Guide, "Elements of an AWS API request signature". */
export function signatureOf(authorization: string | undefined): Signature | undefined {
  const match =
    /^AWS4-HMAC-SHA256 .*Credential=([^/,\s]+)\/\d{8}\/([^/,\s]*)\/([^/,\s]+)\/aws4_request.*Signature=[0-9a-f]{64}/.exec(
      authorization ?? '',
    );
  if (match === null) return undefined;
  const [, accessKey = '', region = '', signing = ''] = match;
  return { accessKey, region, signing };
}

interface Session extends Caller {
  readonly token: string;
  readonly expires: number;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const random = (length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)] ?? 'A').join('');

export class Identities {
  readonly #keys: ReadonlyMap<string, string>;
  readonly #sessions = new Map<string, Session>();

  /** `keys`: account of each long-lived access key. */
  constructor(keys: Readonly<Record<string, string>>) {
    this.#keys = new Map(Object.entries(keys));
  }

  /** `expired`: how the service asked says that a session is over. */
  caller(
    request: Request,
    signature: Signature,
    expired: { readonly code: string; readonly status: number },
  ): Caller | Refusal {
    const account = this.#keys.get(signature.accessKey);
    if (account !== undefined) {
      return {
        account,
        arn: `arn:aws:iam::${account}:user/pathlight`,
        userId: `AIDA${signature.accessKey.slice(4).padEnd(17, 'A').slice(0, 17)}`,
      };
    }
    const session = this.#sessions.get(signature.accessKey);
    const invalid = 'The security token included in the request is invalid.';
    if (session === undefined || header(request, 'x-amz-security-token') !== session.token) {
      return signature.signing === 's3'
        ? refuse(
            'InvalidAccessKeyId',
            'The AWS Access Key Id you provided does not exist in our records.',
            403,
          )
        : refuse(
            ['iam', 'sts', 'ec2'].includes(signature.signing)
              ? 'InvalidClientTokenId'
              : 'UnrecognizedClientException',
            invalid,
            403,
          );
    }
    if (session.expires < Date.now()) {
      return refuse(expired.code, 'The security token included in the request is expired', expired.status);
    }
    return session;
  }

  /** sts:AssumeRole and sts:AssumeRoleWithWebIdentity. `by` is undefined for the latter: its token speaks for itself. */
  assume(
    estate: Estate,
    known: ReadonlySet<string>,
    input: Readonly<Record<string, unknown>>,
    by: Caller | undefined,
  ): Readonly<Record<string, unknown>> | Refusal {
    const arn = String(input['RoleArn']);
    const role = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn);
    const [, account = '', name = ''] = role ?? [];
    const demands = estate.accounts?.find((a) => a.account === account);
    const web = by === undefined;
    const allowed =
      known.has(account) &&
      (demands?.roles === undefined || demands.roles.includes(name)) &&
      (web || demands?.externalId === undefined || demands.externalId === input['ExternalId']);
    if (web && textOf(input['WebIdentityToken']) === '') {
      return refuse('InvalidIdentityToken', 'The ID Token provided is not a valid JWT.', 400);
    }
    if (!allowed) {
      const action = web ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';
      const who = by === undefined ? '' : `User: ${by.arn} is `;
      return refuse('AccessDenied', `${who}not authorized to perform: ${action} on resource: ${arn}`, 403);
    }
    const accessKey = `ASIA${random(16)}`;
    const id = `AROA${random(17)}`;
    const sessionName = String(input['RoleSessionName']);
    const seconds = typeof input['DurationSeconds'] === 'number' ? input['DurationSeconds'] : 3600;
    const session: Session = {
      account,
      arn: `arn:aws:sts::${account}:assumed-role/${name}/${sessionName}`,
      userId: `${id}:${sessionName}`,
      token: random(64),
      expires: Date.now() + seconds * 1000,
    };
    this.#sessions.set(accessKey, session);
    return {
      Credentials: {
        AccessKeyId: accessKey,
        SecretAccessKey: random(40),
        SessionToken: session.token,
        Expiration: new Date(session.expires).toISOString(),
      },
      AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    };
  }
}

/** One call from signature to reply: who asks, may it be asked, what fault is on, what does the estate say. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Estate, Fault } from '../estate.ts';
import { type Answer, answer } from './answer.ts';
import { protocolOf, type Refusal, refuse, writeError } from './errors.ts';
import { EstateIndex } from './estate-index.ts';
import { Faults } from './faults.ts';
import { type Caller, Identities, signatureOf } from './identity.ts';
import { header, type Request } from './request.ts';
import { type Asked, route } from './route.ts';
import { actionOf, type Operation, type Protocol } from './services.ts';
import { EstateError, isRecord, spoil } from './shape.ts';
import { toJson, type Written } from './to-json.ts';
import { toXml } from './to-xml.ts';

/** One request, as it was understood. */
export interface RecordedCall {
  /** `service:Operation`; for what is no operation, `METHOD /path`. */
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** HTTP status of the answer; 0 where there was none (`hang`, `cut`). */
  readonly status: number;
}

export interface AwsStandinOptions {
  readonly estate: Estate;
  readonly faults?: readonly Fault[];
  /** Largest page, whatever is asked for. Default 2, so that whatever forgets to page is caught. */
  readonly pageSize?: number;
  /** Operations that may be answered (`service:Operation`); all others get AccessDenied. Logins are always answered. */
  readonly readOnly: ReadonlySet<string>;
  /** Account of each long-lived access key id. */
  readonly accounts: Readonly<Record<string, string>>;
}

const logins: ReadonlySet<string> = new Set([
  'sts:GetCallerIdentity',
  'sts:AssumeRole',
  'sts:AssumeRoleWithWebIdentity',
]);
const regional = new Set(['sagemaker', 'kms', 'bedrock', 'bedrock-agent', 'lambda', 'ec2']);
const isRefusal = (value: object): value is Refusal => 'code' in value && 'status' in value;

const contentTypes: Readonly<Record<Protocol, string>> = {
  json: 'application/x-amz-json-1.1',
  'rest-json': 'application/json',
  'rest-xml': 'application/xml',
  query: 'text/xml',
  ec2: 'text/xml;charset=UTF-8',
};

async function read(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
/** What to do with the connection. */
export type Outcome = { readonly sent: Sent; readonly cut?: true } | 'hang';

/** Takes requests to outcomes; knows nothing of sockets. */
export class Standin {
  readonly calls: RecordedCall[] = [];
  readonly faults: Faults;
  index: EstateIndex;
  readonly #options: AwsStandinOptions;
  readonly #identities: Identities;

  constructor(options: AwsStandinOptions) {
    this.#options = options;
    this.index = new EstateIndex(options.estate);
    this.faults = new Faults(options.faults ?? []);
    this.#identities = new Identities(options.accounts);
  }

  async handle(message: IncomingMessage): Promise<Outcome> {
    const signature = signatureOf(message.headers.authorization);
    const request: Request = {
      method: message.method ?? 'GET',
      url: new URL(message.url ?? '/', 'http://127.0.0.1'),
      headers: message.headers,
      body: await read(message),
      signing: signature?.signing,
    };
    const requestId = randomUUID();
    let asked: Asked | undefined;
    let malformed = false;
    try {
      asked = await route(request);
    } catch {
      malformed = true;
    }
    const operation = asked?.operation;
    const input = asked?.input ?? {};
    const name = operation?.id ?? `${request.method} ${request.url.pathname}`;
    const region = signature?.region ?? '';
    const note = (account: string, status: number): void => {
      this.calls.push({ operation: name, account, region, input, status });
    };
    const refused = (refusal: Refusal, account = ''): Outcome => {
      note(account, refusal.status);
      const protocol = operation?.service.protocol ?? protocolOf(request);
      const wrapped = operation?.service.name === 's3control';
      return { sent: { status: refusal.status, ...writeError(protocol, refusal, requestId, wrapped) } };
    };

    const web = operation?.id === 'sts:AssumeRoleWithWebIdentity';
    if (signature === undefined && !web) {
      return header(request, 'authorization') === undefined
        ? refused(refuse('MissingAuthenticationToken', 'Missing Authentication Token', 403))
        : refused(
            refuse('IncompleteSignature', 'The signature is not a valid AWS Signature Version 4.', 400),
          );
    }
    const expired = operation?.service.expired ?? { code: 'ExpiredToken', status: 403 };
    const caller = signature === undefined ? undefined : this.#identities.caller(request, signature, expired);
    if (caller !== undefined && isRefusal(caller)) return refused(caller);
    const account = caller?.account ?? '';
    if (malformed) return refused(refuse('SerializationException', 'The body cannot be read.', 400), account);
    const allowed =
      operation !== undefined && (logins.has(operation.id) || this.#options.readOnly.has(operation.id));
    if (operation === undefined || !allowed) return refused(this.#denial(operation, name, caller), account);
    if (regional.has(operation.service.name) && this.index.isClosed(account, region)) {
      const code = operation.service.name === 'ec2' ? 'AuthFailure' : 'UnrecognizedClientException';
      return refused(refuse(code, 'The security token included in the request is invalid.', 403), account);
    }

    const fault = this.faults.take({ operation: operation.id, account, region, input });
    switch (fault?.type) {
      case 'hang':
        note(account, 0);
        return 'hang';
      case 'deny':
        return refused(this.#denial(operation, name, caller, fault.because), account);
      case 'throttle': {
        const { code, status } = operation.service.throttled;
        const after = fault.retryAfterSeconds;
        const hint = after === undefined ? {} : { 'retry-after': String(after) };
        return refused(refuse(code, 'Rate exceeded', status, hint), account);
      }
      case 'status': {
        const code = fault.status >= 500 ? 'InternalFailure' : 'UnknownError';
        return refused(refuse(code, 'The request has failed.', fault.status), account);
      }
      case 'expired': {
        const { code, status } = operation.service.expired;
        return refused(
          refuse(code, 'The security token included in the request is expired', status),
          account,
        );
      }
      case 'error': {
        const { code, message: text, status } = fault.error;
        return refused(refuse(code, text, status ?? 400), account);
      }
      case 'cut':
      case 'garbage':
      case 'bad-item':
      case undefined:
        break;
    }

    const told = this.#answer(operation, input, account, region, caller);
    if ('refusal' in told) return refused(told.refusal, account);
    const reply = fault?.type === 'bad-item' ? spoiled(operation, told) : told.reply;
    let written: Written;
    try {
      written = write(operation, reply, requestId);
    } catch (error) {
      if (!(error instanceof EstateError)) throw error;
      return refused(refuse('EstateError', error.message, 400), account);
    }
    const sent: Sent = {
      status: operation.http?.status ?? 200,
      headers: {
        'content-type': contentTypes[operation.service.protocol],
        'x-amzn-requestid': requestId,
        ...written.headers,
      },
      body: fault?.type === 'garbage' ? garbage(operation.service.protocol) : written.body,
    };
    note(account, fault?.type === 'cut' ? 0 : sent.status);
    return fault?.type === 'cut' ? { sent, cut: true } : { sent };
  }

  #answer(
    operation: Operation,
    input: Readonly<Record<string, unknown>>,
    account: string,
    region: string,
    caller: Caller | undefined,
  ): Answer {
    switch (operation.id) {
      case 'sts:GetCallerIdentity':
        return { reply: { Account: account, Arn: caller?.arn ?? '', UserId: caller?.userId ?? '' } };
      case 'sts:AssumeRole':
      case 'sts:AssumeRoleWithWebIdentity': {
        const by = operation.name === 'AssumeRole' ? caller : undefined;
        const given = this.#identities.assume(this.index.estate, this.index.accounts, input, by);
        return isRefusal(given) ? { refusal: given } : { reply: given };
      }
      case 'iam:SimulatePrincipalPolicy': {
        const actions = Array.isArray(input['ActionNames']) ? input['ActionNames'].map(String) : [];
        const results = actions.map((EvalActionName) => ({
          EvalActionName,
          EvalResourceName: '*',
          EvalDecision: this.faults.denies(EvalActionName, account) ? 'implicitDeny' : 'allowed',
        }));
        return { reply: { EvaluationResults: results, IsTruncated: false } };
      }
      default: {
        const pageSize = this.#options.pageSize ?? 2;
        return answer(this.index, { operation, input, account, region, pageSize });
      }
    }
  }

  #denial(
    operation: Operation | undefined,
    name: string,
    caller: Caller | undefined,
    because?: string,
  ): Refusal {
    const { code, status } = operation?.service.denied ?? { code: 'AccessDeniedException', status: 403 };
    const action = operation === undefined ? name : actionOf(operation.id);
    const message = `User: ${caller?.arn ?? 'anonymous'} is not authorized to perform: ${action} on resource: *`;
    return refuse(code, because === undefined ? message : `${message} ${because}`, status);
  }
}

const write = (operation: Operation, reply: unknown, requestId: string): Written => {
  const { protocol } = operation.service;
  return protocol === 'json' || protocol === 'rest-json'
    ? toJson(operation.output, reply, operation.id, protocol === 'rest-json')
    : toXml(operation, reply, requestId);
};

/** With something wrong in it: in the first item of a listing, else all over the reply. */
function spoiled(operation: Operation, told: Extract<Answer, { reply: unknown }>): unknown {
  return spoilAt(operation.output, told.reply, told.items?.split('.') ?? []);
}

/** What stands at a path through structures; the whole where there is no such path. */
function spoilAt(shape: NormalizedSchema, value: unknown, [name, ...rest]: readonly string[]): unknown {
  const member = shape.isStructSchema() && name !== undefined ? shape.getMemberSchemas()[name] : undefined;
  if (member === undefined || name === undefined || !isRecord(value)) return spoil(shape, value);
  return { ...value, [name]: spoilAt(member, value[name], rest) };
}

/** What is no document of the protocol: cut in the middle of a list, or tags that do not match. */
const garbage = (protocol: Protocol): string =>
  protocol === 'json' || protocol === 'rest-json' ? '{"items": [{"name": "x' : '<Reply><Item>x</Reply';

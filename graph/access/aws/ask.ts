/**
 * May this caller do this to that? One question, answered with its reasons in the same pass over the policies.
 *
 * Source: IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or deny access", "Cross-account policy
 * evaluation logic"; RULES.md names each rule.
 */
import { parseArn } from '#graph/schema/aws/ids.ts';
import { type Block, refusesAcl, restricted, strictest } from './block.ts';
import { type Caller, callerOf, isInAccount } from './caller.ts';
import type { AccessCase, BlockSettings, Policies } from './case.ts';
import { type Context, contextOf } from './context.ts';
import { type Answer, answerOf } from './explain.ts';
import { absent, closing, type Denier, type Gate, gateOf, opened, type Source } from './gate.ts';
import { type PolicyType, policyOf } from './policy.ts';
import {
  asksTrust,
  bindings,
  granted,
  impossible,
  isFree,
  keepsBucketPolicy,
  needsResourcePolicy,
  type Place,
} from './rules.ts';
import type { Question } from './statement.ts';
import { all, any, type Maybe, not } from './three.ts';

const unreadable = (name: string): Source => ({ name, policy: { unread: 'it could not be read' } });

function source(name: string, value: unknown, type: PolicyType): Source {
  if (value === null) return unreadable(name);
  const policy = policyOf(value, type);
  return { name, policy: 'malformed' in policy ? { unread: policy.malformed } : policy };
}

/**
 * Whose the thing is. `aws`: nobody's account, so that the caller's side decides alone. What an operation without a
 * resource touches is the caller's, of which a service or an anonymous caller has nothing.
 */
function placeOf(
  input: AccessCase,
  caller: Caller,
): { readonly place: Place; readonly owner: string | undefined } {
  const { resource, resourceAccount } = input.request;
  const inArn = parseArn(resource)?.account;
  const owner = resourceAccount ?? (resource === '*' ? caller.account : inArn);
  if (owner === '' || owner === 'aws') return { place: 'aws', owner: undefined };
  return { place: owner === caller.account ? 'same' : 'cross', owner };
}

const levelGates = (
  name: 'scps' | 'rcps',
  levels: Policies['scps'],
  question: Question,
  binds: boolean,
): readonly Gate[] => {
  if (!binds || levels === undefined) return [];
  if (levels === null) return [gateOf(name, [unreadable(name)], question)];
  const type = name === 'scps' ? 'scp' : 'rcp';
  return levels.map((level, i) =>
    gateOf(
      `${name}[${i}]`,
      level === null
        ? [unreadable(`${name}[${i}]`)]
        : level.map((policy, j) => source(`${name}[${i}][${j}]`, policy, type)),
      question,
    ),
  );
};

function identityGate(input: AccessCase, question: Question, binds: boolean): Gate {
  const { identity } = input;
  // Who is neither bound nor root is not asked for it.
  if (!binds) return opened('root', 'root needs no identity policy');
  const sources =
    identity === null
      ? [unreadable('identity')]
      : (identity ?? []).map(({ name, policy }) => source(name, policy, 'identity'));
  return gateOf('identity', sources, question);
}

function sessionGate({ session }: AccessCase, question: Question, binds: boolean): Gate {
  if (!binds) return absent;
  if (session === null) return gateOf('session', [unreadable('session')], question);
  if (session === undefined || session.length === 0)
    return question.caller.kind === 'federated' ? gateOf('session', [], question) : absent;
  return gateOf(
    'session',
    session.map((policy, i) => source(`session[${i}]`, policy, 'session')),
    question,
  );
}

const one = (name: string, value: unknown, type: PolicyType, question: Question): Gate =>
  value === undefined ? absent : gateOf(name, [source(name, value, type)], question);

function blockOf(settings: Exclude<Policies['blockPublicAccess'], undefined>): Block {
  const both: readonly (BlockSettings | null | undefined)[] =
    settings === null ? [null] : [settings.account, settings.bucket];
  const strict = (name: keyof BlockSettings): Maybe =>
    strictest(both.map((of) => (of === undefined ? false : of === null ? null : of[name])));
  return {
    blockPublicAcls: strict('blockPublicAcls'),
    restrictPublicBuckets: strict('restrictPublicBuckets'),
  };
}

function blockGates(
  input: AccessCase,
  resource: Source | undefined,
  question: Question,
  owner: string | undefined,
): readonly Denier[] {
  const settings = input.blockPublicAccess;
  if (settings === undefined || !question.action.startsWith('s3:')) return [];
  const block = blockOf(settings);
  const acl = question.context.find('s3:x-amz-acl');
  return [
    closing(
      'blockPublicAccess',
      'RestrictPublicBuckets',
      restricted(block, resource?.policy, question.caller, owner),
    ),
    closing('blockPublicAccess', 'BlockPublicAcls', refusesAcl(block, question.action, acl)),
  ];
}

function givenArn({ context = {} }: AccessCase['request']): string | undefined {
  const given = Object.entries(context).find(([key]) => key.toLowerCase() === 'aws:principalarn');
  return given === undefined ? undefined : [given[1]].flat()[0];
}

const boundedOf = ({ boundary }: AccessCase, binds: boolean): Maybe =>
  !binds || boundary === undefined ? false : boundary === null ? null : true;

/** @returns `undefined` where the case asks for a caller that calls nothing */
export function evaluate(input: AccessCase): Answer | undefined {
  const { request } = input;
  const action = request.action.toLowerCase();
  const caller = callerOf(request.principal, action);
  if (caller === undefined) return undefined;
  const { place, owner } = placeOf(input, caller);
  const context: Context = contextOf(
    request.context ?? {},
    request.contextIsComplete ?? false,
    caller,
    owner,
  );
  const cannot = impossible(action, caller);
  if (cannot !== undefined) return answerOf('no', [], [closing('sts', cannot, true)]);
  if (isFree(action)) return answerOf('yes', [opened('sts', 'it needs no permission')], []);

  const binds = bindings(caller, givenArn(request), action, request.resource, owner);
  const question: Question = {
    caller,
    action,
    resource: request.resource,
    context,
    bounded: boundedOf(input, binds.limits),
  };
  const identity = identityGate(input, question, binds.identity);
  const boundary = binds.limits ? one('boundary', input.boundary, 'boundary', question) : absent;
  const session = sessionGate(input, question, binds.limits);
  const type = asksTrust(action, request.resource) ? 'trust' : 'resource';
  const ownPolicy = input.resource === undefined ? undefined : source('resource', input.resource, type);
  const resource = gateOf('resource', ownPolicy === undefined ? [] : [ownPolicy], question);
  const scps = levelGates('scps', input.scps, question, binds.scps);
  const rcps = levelGates('rcps', input.rcps, question, binds.rcps);
  const endpoint = binds.endpoint ? [one('endpoint', input.endpoint, 'endpoint', question)] : [];
  const blocks = blockGates(input, ownPolicy, question, owner);

  const mustName = needsResourcePolicy(action, request.resource);
  const grant = granted(caller, place, { identity, boundary, session }, resource, mustName);
  const limits = [...scps, ...endpoint];
  const deniers: readonly Denier[] = [
    identity,
    boundary,
    session,
    ...limits,
    ...rcps,
    ...blocks,
    ...(keepsBucketPolicy(action, caller, owner) ? [] : [resource]),
  ];
  const denied = any(deniers.map((gate) => gate.deny));
  const allowed = all([grant, ...limits.map((gate) => gate.allow), not(denied)]);
  const verdict = allowed === null ? 'conditional' : allowed ? 'yes' : 'no';
  const own = isInAccount(caller) ? [identity, boundary, session] : [];
  return answerOf(verdict, [...own, resource, ...limits], deniers);
}

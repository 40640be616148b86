/** One cell of the bulk evaluation as a case: the same policies, with the assumptions that the bulk makes. */
import { requestTo } from '#graph/access/aws/bulk/request.ts';
import type { AccountLimits, BulkPrincipal, BulkResource, PolicyText } from '#graph/access/aws/bulk/types.ts';
import type { AccessCase } from '#graph/access/aws/case.ts';
import { type PolicyType, policyOf, policyOfText } from '#graph/access/aws/policy.ts';
import { asksTrust } from '#graph/access/aws/rules.ts';

/** What stands where a restricting source could not be read: it is taken not to restrict. */
const openPolicy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

const parsed = (text: PolicyText): unknown => {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** A restricting policy; `undefined` where it could not be read. */
function restricting(text: PolicyText, type: PolicyType): unknown {
  return text === null || 'malformed' in policyOfText(text, type) ? undefined : parsed(text);
}

function scpLevels(levels: AccountLimits['scps']): AccessCase['scps'] {
  return levels?.map((level) => {
    if (level === null) return [openPolicy];
    const read = level.map((text) => restricting(text, 'scp'));
    return read.includes(undefined) ? [...read.filter((one) => one !== undefined), openPolicy] : read;
  });
}

/** RCPs only deny: one that could not be read is left out. */
const rcpLevels = (levels: AccountLimits['rcps']): AccessCase['rcps'] =>
  levels?.map((level) =>
    (level ?? []).map((text) => restricting(text, 'rcp')).filter((one) => one !== undefined),
  );

export interface Cell {
  readonly principal: string;
  /** Absent where the caller has no policies of its own: a service, anyone. */
  readonly own: Pick<BulkPrincipal, 'identity' | 'boundary'> | undefined;
  readonly action: string;
  readonly thing: BulkResource;
  /** The ARN that the action is asked for: the thing's, or that of something under it. */
  readonly resource: string;
  /** Of the caller's account, and of the thing's. */
  readonly scps: AccountLimits['scps'];
  readonly rcps: AccountLimits['rcps'];
  /** Organisations of the caller's account and of the thing's: an id, `none`, or not known. */
  readonly organizations?: { readonly caller: string | undefined; readonly thing: string | undefined };
  /** Is it granted by what was read? What was not read is then taken not to deny; else it may still grant. */
  readonly isGranted: boolean;
}

const switches = { blockPublicAcls: false, ignorePublicAcls: false, blockPublicPolicy: false };

/** A policy of the thing bears on the action: a role's trust on operations of STS alone. */
export const bears = ({ action, thing }: Pick<Cell, 'action' | 'thing'>): boolean =>
  thing.policy !== undefined && (!thing.arn.includes(':role/') || asksTrust(action.toLowerCase(), thing.arn));

type Identity = BulkPrincipal['identity'];

function identityOf(identity: Identity, isGranted: boolean): AccessCase['identity'] {
  if (identity === null) return isGranted ? [] : null;
  const read = identity.map(({ name, policy }) => ({ name, policy: parsed(policy) }));
  return isGranted ? read.filter(({ policy }) => isRead(policy, 'identity')) : read;
}

const isRead = (policy: unknown, type: PolicyType): boolean =>
  policy !== null && !('malformed' in policyOf(policy, type));

function resourcePolicy(cell: Cell): Pick<AccessCase, 'resource'> {
  if (!bears(cell)) return {};
  const policy = parsed(cell.thing.policy ?? null);
  const type = asksTrust(cell.action.toLowerCase(), cell.thing.arn) ? 'trust' : 'resource';
  return cell.isGranted && !isRead(policy, type) ? {} : { resource: policy };
}

/** A key that the request does not have is an empty list. */
function contextIn({ organizations, thing }: Cell): Pick<AccessCase['request'], 'context'> {
  const keys = [
    ['aws:PrincipalOrgID', organizations?.caller],
    ['aws:ResourceOrgID', organizations?.thing],
  ] as const;
  const known = keys.flatMap(([key, id]) =>
    id === undefined ? [] : [[key, id === 'none' ? [] : id] as const],
  );
  const follows = Object.entries(requestTo(thing)).map(
    ([key, value]) => [key, typeof value === 'string' ? value : [...value]] as const,
  );
  return { context: Object.fromEntries([...follows, ...known]) };
}

/** The question with all policies that bear on it. */
export function caseOf(cell: Cell): AccessCase {
  const { principal, own, action, thing, resource, isGranted } = cell;
  const scps = scpLevels(cell.scps);
  const rcps = rcpLevels(cell.rcps);
  return {
    title: `${principal} ${action} ${thing.id}`,
    request: {
      principal,
      action,
      resource,
      ...(thing.account === undefined ? {} : { resourceAccount: thing.account }),
      ...contextIn(cell),
    },
    ...(own === undefined ? {} : { identity: identityOf(own.identity, isGranted) }),
    ...(own?.boundary === undefined ? {} : { boundary: restricting(own.boundary, 'boundary') ?? openPolicy }),
    ...resourcePolicy(cell),
    ...(scps === undefined ? {} : { scps }),
    ...(rcps === undefined ? {} : { rcps }),
    ...(thing.restrictPublicBuckets === undefined
      ? {}
      : {
          blockPublicAccess: {
            bucket: { ...switches, restrictPublicBuckets: thing.restrictPublicBuckets === true },
          },
        }),
  };
}

/** Why may, or may not, somebody do something: one cell of the graph's access, with its policies and reasons. */
import { evaluate } from '#graph/access/aws/ask.ts';
import { evaluateAll } from '#graph/access/aws/bulk/index.ts';
import type { BulkResource, BulkResult, Grant } from '#graph/access/aws/bulk/types.ts';
import { callerOf, isInAccount } from '#graph/access/aws/caller.ts';
import type { AccessCase } from '#graph/access/aws/case.ts';
import type { Answer, Verdict } from '#graph/access/aws/explain.ts';
import type { View } from '#graph/derive/types.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { underOf, verbActionsOf } from './actions.ts';
import { bears, caseOf } from './case.ts';
import { type Facts, factsOf } from './input.ts';
import type { LimitLevels } from './limits.ts';
import { unknownOf } from './principal.ts';

export interface ActionExplained {
  readonly action: string;
  /** What was asked for: of objects and the like one that stands for those that can be reached, if any can. */
  readonly resource: string;
  readonly case: AccessCase;
  readonly answer: Answer;
  /** What of the target it holds for; none for all, and where it does not hold. */
  readonly part: readonly string[];
  /** Restricting sources that nobody could read: the answer holds unless they deny. */
  readonly assumes: readonly string[];
}

export interface Explained {
  readonly principal: string;
  readonly asset: string;
  readonly actions: readonly ActionExplained[];
  /** What the reasons call a policy (`scps[0][1]`, `boundary`, `resource`) → what a person knows it by. */
  readonly names: Readonly<Record<string, string>>;
  /** Granting sources that nobody could read: what is not granted is unknown, not denied. */
  readonly unread: readonly string[];
}

export interface Inexplicable {
  /** What is wrong with the question. */
  readonly error: string;
}

const rank: readonly Verdict[] = ['yes', 'conditional', 'no'];
const better = (a: ActionExplained, b: ActionExplained): ActionExplained =>
  rank.indexOf(b.answer.verdict) < rank.indexOf(a.answer.verdict) ? b : a;

/** What stands for all that lies under a thing; several, as a Deny may be on one of them. */
const examples = ['example', 'x', '0', 'data/example.csv', 'Z9'];
const witnesses = (pattern: string): readonly string[] =>
  /[*?]/.test(pattern)
    ? examples.map((text) => pattern.replaceAll('*', text).replaceAll('?', text.slice(0, 1)))
    : [pattern];

interface Asked {
  readonly facts: Facts;
  readonly principal: string;
  readonly thing: BulkResource;
}

/** The cell as the bulk evaluation has it. */
function cellOf({ facts, principal, thing }: Asked, action: string, under: string): BulkResult {
  const one = under === '' ? { verb: 'ASKED', action } : { verb: 'ASKED', action, under };
  return evaluateAll({
    ...facts.input,
    principals: facts.input.principals.filter(({ id }) => id === principal),
    resources: [{ ...thing, container: thing.id }],
    verbs: { [thing.kind]: [one] },
  });
}

const accountOf = (principal: string): string => parseArn(principal)?.account ?? '';

function ask(asked: Asked, action: string, under: string): ActionExplained | undefined {
  const { facts, principal, thing } = asked;
  const grant: Grant | undefined = cellOf(asked, action, under).sets[0]?.grants[0];
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  const target = (thing.arns?.[service] ?? thing.arn) + under;
  const isPart = under !== '' && grant !== undefined && grant.part.length > 0;
  const resources = isPart ? grant.part.flatMap(witnesses) : under === '' ? [target] : witnesses(target);
  const own = facts.input.principals.find(({ id }) => id === principal);
  const caller = callerOf(principal, action);
  // Of somebody in an account whom nobody has seen, neither policies nor boundary are known.
  const unseen = caller !== undefined && isInAccount(caller) ? { identity: null } : undefined;
  const asks = resources.flatMap((resource): readonly ActionExplained[] => {
    const question = caseOf({
      principal,
      own: own ?? unseen,
      action,
      thing,
      resource,
      scps: facts.input.accounts[accountOf(principal)]?.scps,
      rcps: facts.input.accounts[thing.account ?? '']?.rcps,
      organizations: {
        caller: facts.input.accounts[accountOf(principal)]?.organization,
        thing: facts.input.accounts[thing.account ?? '']?.organization,
      },
      isGranted: grant !== undefined,
    });
    const answer = evaluate(question);
    const part = isPart ? grant.part : [];
    return answer === undefined
      ? []
      : [{ action, resource, case: question, answer, part, assumes: grant?.assumes ?? [] }];
  });
  return asks.find(({ answer }) => answer.verdict === grant?.state) ?? asks[0];
}

const levelNames = (
  type: string,
  levels: LimitLevels | null | undefined,
): readonly (readonly [string, string])[] =>
  (levels ?? []).flatMap((level, i) =>
    (level ?? []).map((one, j) => [`${type}[${i}][${j}]`, one.name] as const),
  );

function namesOf({ facts, principal, thing }: Asked): Readonly<Record<string, string>> {
  const boundary = facts.sides.get(principal)?.boundary?.name;
  return Object.fromEntries([
    ...(boundary === undefined ? [] : [['boundary', boundary] as const]),
    ['resource', `policy of ${thing.id}`] as const,
    ...levelNames('scps', facts.limits.get(accountOf(principal))?.scps),
    ...levelNames('rcps', facts.limits.get(thing.account ?? '')?.rcps),
  ]);
}

function unreadOf({ facts, principal, thing }: Asked, actions: readonly string[]): readonly string[] {
  const side = facts.sides.get(principal);
  const caller = callerOf(principal, '');
  const isUnseen =
    side === undefined && caller !== undefined && isInAccount(caller) && caller.kind !== 'root';
  const isPolicyUnread = thing.policy === null && actions.some((action) => bears({ action, thing }));
  return [
    ...(isUnseen ? [`policies of ${principal}: no listing has shown it`] : []),
    ...(side === undefined ? [] : unknownOf(side).map((why) => `of ${principal}: ${why}`)),
    ...(isPolicyUnread ? [`policy of ${thing.id}: could not be read`] : []),
  ];
}

/**
 * @param principalId ARN of a user, a role or any other caller; `*` for anyone; a service's host name
 * @param verbOrAction a verb of the asset's kind, or any IAM action
 * @returns an explanation for each action of the verb that agrees with the edges of the graph: yes and conditional where they
 *   are, no where they are not. Where a granting source could not be read, an action that is not granted is conditional
 *   and `unread` says on what.
 */
export function explainAccess(
  view: View,
  catalogue: Catalogue,
  principalId: string,
  verbOrAction: string,
  assetId: string,
): Explained | Inexplicable {
  if (callerOf(principalId, verbOrAction) === undefined)
    return { error: `${principalId} is nobody who calls: no user, role, service or *` };
  const facts = factsOf(view, catalogue);
  const thing = facts.input.resources.find(({ id }) => id === assetId);
  if (thing === undefined)
    return { error: `${assetId} is no AWS asset that was seen and that actions are known for` };
  const ofKind = catalogue.filter(({ kind }) => kind === thing.kind).flatMap(verbActionsOf);
  const pairs = verbOrAction.includes(':')
    ? underOf(verbOrAction).map((under) => ({ action: verbOrAction, under }))
    : ofKind.filter(({ verb }) => verb === verbOrAction).map(({ action, under = '' }) => ({ action, under }));
  if (pairs.length === 0) return { error: `no action of ${verbOrAction} is known on ${thing.kind}` };
  const asked: Asked = { facts, principal: principalId, thing };
  const actions = new Map<string, ActionExplained>();
  for (const { action, under } of pairs) {
    const one = ask(asked, action, under);
    const known = actions.get(action);
    if (one !== undefined) actions.set(action, known === undefined ? one : better(known, one));
  }
  return {
    principal: principalId,
    asset: assetId,
    actions: [...actions.values()],
    names: namesOf(asked),
    unread: unreadOf(asked, [...actions.keys()]),
  };
}

/** What a question is answered with: the verdict, what it hangs on, and the statements that made it. */
import type { Clause, Denier, Gate } from './gate.ts';

export type Verdict = 'yes' | 'no' | 'conditional';

/** A test that the question does not decide. */
export interface OpenCondition {
  readonly policy: string;
  readonly statement: string;
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

export interface Reason {
  readonly effect: 'Allow' | 'Deny' | 'implicit deny' | 'unread';
  readonly policy: string;
  /** The `Sid` or the place of the statement; what is wrong with a policy that could not be read. */
  readonly statement: string;
}

export interface Answer {
  readonly verdict: Verdict;
  readonly conditions: readonly OpenCondition[];
  readonly reasons: readonly Reason[];
}

const distinct = <T>(values: readonly T[]): readonly T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];

const reason = (effect: 'Allow' | 'Deny', { policy, statement }: Clause): Reason => ({
  effect,
  policy,
  statement,
});

const unread = (gates: readonly Denier[]): readonly Reason[] =>
  gates.flatMap((gate) =>
    gate.unread.map(({ policy, why }): Reason => ({ effect: 'unread', policy, statement: why })),
  );

const allows = (gates: readonly Gate[], surely: boolean): readonly Reason[] =>
  gates.flatMap((gate) =>
    gate.allowing
      .filter((clause) => !surely || clause.applies === true)
      .map((clause) => reason('Allow', clause)),
  );

const missing = (gates: readonly Gate[]): readonly Reason[] =>
  gates
    .filter((gate) => gate.allow === false)
    .map((gate) => ({ effect: 'implicit deny', policy: gate.name, statement: 'no statement allows it' }));

/** Where each policy allows something, but none what was asked of it (a service and what is AWS's own). */
const nothing: Reason = { effect: 'implicit deny', policy: 'identity', statement: 'no statement allows it' };

const conditions = (clauses: readonly Clause[]): readonly OpenCondition[] =>
  clauses.flatMap(({ policy, statement, open }) =>
    open.map(({ key, operator, values }) => ({ policy, statement, key, operator, values })),
  );

/**
 * @param allowers gates of which some or all had to allow
 * @param deniers gates of which none may deny
 */
export function answerOf(verdict: Verdict, allowers: readonly Gate[], deniers: readonly Denier[]): Answer {
  const said = (reasons: readonly Reason[], open: readonly OpenCondition[] = []): Answer => ({
    verdict,
    conditions: distinct(open),
    reasons: distinct(reasons),
  });
  const denying = deniers.flatMap((gate) => gate.denying);
  if (verdict === 'yes') return said(allows(allowers, true));
  if (verdict === 'no') {
    const sure = denying.filter((clause) => clause.applies === true);
    if (sure.length > 0) return said(sure.map((clause) => reason('Deny', clause)));
    const why = [...missing(allowers), ...unread(allowers)];
    return said(why.length > 0 ? why : [nothing]);
  }
  // A resource policy may allow in one way (the account) and leave the way that decides (the session) open.
  const undecided = allowers
    .filter((gate) => gate.allow === null || gate.name === 'resource')
    .flatMap((gate) => gate.allowing);
  return said(
    [
      ...denying.map((clause) => reason('Deny', clause)),
      ...allows(allowers, false),
      ...unread([...allowers, ...deniers]),
    ],
    conditions([...denying, ...undecided]),
  );
}

/** One verb of one asset, asked for one outsider: all actions of the verb, on all that they are on. */
import type { AccessCase } from '#graph/access/aws/case.ts';
import { underOf } from '#graph/derive/access/aws/actions.ts';
import { namedBy } from '#graph/derive/access/aws/resource.ts';
import { eaten, hasAction } from '../statement.ts';
import { type Asked, ask, type Readable } from './ask.ts';
import type { Keys } from './chosen.ts';
import type { Outsider } from './outsiders.ts';
import type { Condition, State } from './way.ts';

interface Target {
  readonly resource: string;
  /** Pattern of what under the asset it stands for; `undefined` for all of it. */
  readonly part: string | undefined;
}

/** What no pattern names but one that takes all: an object's key, a method and path, an index. */
const whatever = '0utsider/GET/0utsider';

function targets(id: string, owner: string, action: string, { document }: Readable): readonly Target[] {
  const named = namedBy(id, owner);
  const arn = named.arns?.[action.slice(0, action.indexOf(':'))] ?? named.arn;
  const [under = ''] = underOf(action);
  if (under === '') return [{ resource: arn, part: undefined }];
  const prefix = `${arn}${under.replace(/\*$/, '')}`;
  const patterns = document.statements
    .filter((s) => s.allows)
    .flatMap((s) => s.resources ?? [])
    .flatMap((pattern) =>
      [...eaten(pattern, prefix)].filter((at) => at < pattern.length).map((at) => pattern.slice(at)),
    );
  const parts = [...new Set(patterns)].filter((pattern) => !/^\*+$/.test(pattern)).sort();
  return [
    { resource: `${prefix}${whatever}`, part: undefined },
    ...parts.map((part) => ({
      resource: `${prefix}${part.replaceAll(/\$\{[^}]*\}/g, 'x').replaceAll(/[*?]+/g, 'x')}`,
      part,
    })),
  ];
}

export interface Verb {
  readonly id: string;
  readonly owner: string;
  readonly policy: Readable;
  readonly actions: readonly string[];
  readonly outsider: Outsider;
  readonly keys: Keys;
  /** When the asset was last seen. */
  readonly at?: string | undefined;
  readonly rcps?: AccessCase['rcps'];
  readonly block?: AccessCase['blockPublicAccess'];
  /** Holds an answer back by what is known of the action besides. */
  readonly cap?: (action: string, answer: Asked) => Asked;
}

export interface Opening {
  readonly state: Exclude<State, 'unknown'>;
  readonly conditions: readonly Condition[];
  /** Actions that have this state. */
  readonly actions: readonly string[];
  readonly part: readonly string[];
  /** `Sid` or place of the statements that decide. */
  readonly statements: readonly string[];
  /** Who denies, where somebody does. */
  readonly denials: readonly string[];
}

const order = { no: 0, conditional: 1, yes: 2 } as const;
const distinct = <T>(values: readonly T[]): readonly T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];

export function opens(verb: Verb): Opening {
  const { id, owner, policy, outsider, keys, at, rcps, block, cap } = verb;
  // What no statement allows is closed without asking.
  const allowed = verb.actions.filter((action) =>
    policy.document.statements.some((s) => s.allows && hasAction(s, action)),
  );
  const answers = allowed.flatMap((action) =>
    targets(id, owner, action, policy).map(({ resource, part }) => {
      const answer = ask({
        policy,
        action,
        resource,
        owner,
        outsider,
        keys,
        at,
        ...(rcps === undefined ? {} : { rcps }),
        ...(block === undefined ? {} : { block }),
      });
      return { action, part, ...(cap === undefined ? answer : cap(action, answer)) };
    }),
  );
  const top = Math.max(0, ...answers.map(({ state }) => order[state]));
  const state = top === 2 ? 'yes' : top === 1 ? 'conditional' : 'no';
  const best = answers.filter((answer) => answer.state === state);
  const isWhole = best.some(({ part }) => part === undefined);
  const counted = isWhole ? best.filter(({ part }) => part === undefined) : best;
  const reasons = best.flatMap((answer) => answer.reasons);
  return {
    state,
    conditions: state === 'conditional' ? distinct(counted.flatMap((answer) => answer.conditions)) : [],
    actions: distinct(counted.map(({ action }) => action)),
    part: isWhole ? [] : distinct(counted.flatMap(({ part }) => part ?? [])),
    statements: distinct(
      reasons.filter((r) => r.effect === 'Allow' && r.policy === 'resource').map((r) => r.statement),
    ),
    denials: distinct(reasons.filter((r) => r.effect === 'Deny').map((r) => `${r.policy}, ${r.statement}`)),
  };
}

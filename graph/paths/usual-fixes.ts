/** Which concrete change cuts an edge. Who knows better hands in another `FixOf`. */
import type { EdgeEvidence } from './explain.ts';

/** One change to one asset. What has the same id is the same change. */
export interface FixSpec {
  readonly id: string;
  /** Id of the asset that is changed. */
  readonly asset: string;
  /** {from}, {to} and {asset} are put in by name. */
  readonly says: string;
  /** How much of an effort it is: a whole number from 1. */
  readonly weight: number;
}

/** The changes of which each alone cuts the edge. None: nothing does, short of doing without what it is for. */
export type FixOf = (edge: EdgeEvidence) => readonly FixSpec[];

const one = (id: readonly string[], asset: string, says: string, weight = 1): readonly FixSpec[] => [
  { id: id.join(' '), asset, says, weight },
];

const grant: FixOf = ({ from, to, type, key, statements }) => {
  const [statement] = statements;
  // Of several statements each alone would still grant: only a deny of its own cuts the edge.
  if (statement === undefined || statements.length > 1)
    return one(['deny', type, from, to, key], from, 'Deny {from} this on {to}');
  const hash = statement.lastIndexOf('#');
  const policy = hash > 0 ? statement.slice(0, hash) : from;
  return one(
    ['statement', statement],
    policy,
    `Take out or narrow the statement ${statement.slice(hash + 1)} of {asset}`,
  );
};

const usual: Readonly<Record<string, FixOf>> = {
  REACHES: ({ to, key }) => one(['close', to, key], to, 'Close {to} to {from}'),
  GRANTS: grant,
  CAN_READ: grant,
  CAN_WRITE: grant,
  CAN_INVOKE: grant,
  CAN_MANAGE: grant,
  CAN_EXEC: grant,
  CAN_ASSUME: grant,
  HOLDS_KEY: grant,
  ESCALATES_TO: ({ from, key }) =>
    one(['escalation', from, key], from, `Take from {from} what makes the escalation ${key}`),
  INFLUENCES: ({ from, key }) =>
    one(['escalation', from, key], from, `Take from {from} what makes the escalation ${key}`),
  RUNS_AS: ({ from, to }) =>
    one(['identity', from, to], from, 'Let {from} run with an identity that may do less than {to}', 2),
  HAS_CREDENTIAL: ({ to }) => one(['credential', to], to, 'Revoke the credential {to}'),
  CONTAINS_SECRET: ({ from, to }) =>
    one(['secret', from, to], from, 'Take the credential {to} out of {from} and renew it'),
  USES_TOOL: ({ from, to }) => one(['tool', from, to], from, 'Take the tool {to} from {from}', 2),
};

/**
 * What Pathlight proposes by itself: close, deny, narrow, revoke, take out. How data and models flow is what the estate
 * is for, so such edges have no fix.
 */
export const usualFixes: FixOf = (edge) => usual[edge.type]?.(edge) ?? [];

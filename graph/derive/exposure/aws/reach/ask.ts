/** Asks the evaluator for an outsider: in every way in which one may ask, and the answer is the best of them. */
import { evaluate } from '#graph/access/aws/ask.ts';
import type { AccessCase } from '#graph/access/aws/case.ts';
import type { Answer, OpenCondition, Reason } from '#graph/access/aws/explain.ts';
import type { PolicyDocument } from '#graph/schema/aws/facts.ts';
import type { Keys } from './chosen.ts';
import type { Outsider } from './outsiders.ts';
import { type Variant, variants } from './request.ts';
import type { Condition } from './way.ts';

/** A document, read and parsed both ways. */
export interface Readable {
  readonly document: PolicyDocument;
  readonly json: unknown;
}

export interface Question {
  readonly policy: Readable;
  readonly action: string;
  readonly resource: string;
  /** Account that holds the asset. */
  readonly owner: string;
  readonly outsider: Outsider;
  readonly keys: Keys;
  /** When the asset was last seen. */
  readonly at?: string | undefined;
  readonly rcps?: AccessCase['rcps'];
  readonly block?: AccessCase['blockPublicAccess'];
}

export interface Asked {
  readonly state: 'yes' | 'conditional' | 'no';
  readonly conditions: readonly Condition[];
  readonly reasons: readonly Reason[];
  /** It hangs on nothing but the range of addresses from which one asks. */
  readonly byRange: boolean;
}

const allowAll = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

function answerTo(question: Question, { caller, keys }: Variant): Answer {
  const { action, resource, owner, policy, rcps, block } = question;
  const answer = evaluate({
    title: '',
    request: {
      principal: caller,
      action,
      resource,
      resourceAccount: owner,
      context: { ...keys },
      contextIsComplete: false,
    },
    identity: [{ name: 'the outsider', policy: allowAll }],
    resource: policy.json,
    ...(rcps === undefined ? {} : { rcps }),
    ...(block === undefined ? {} : { blockPublicAccess: block }),
  });
  if (answer === undefined) throw new Error(`${caller} calls nothing`);
  return answer;
}

const order = { no: 0, conditional: 1, yes: 2 } as const;
const conditionOf = ({ policy, statement, key, operator, values }: OpenCondition): Condition => ({
  key,
  operator,
  values,
  policy,
  statement,
});

const asked = ({ verdict, conditions, reasons }: Answer): Asked => ({
  state: verdict,
  conditions: conditions.map(conditionOf),
  reasons,
  byRange: false,
});

type Told = Answer | undefined;
const worse = (a: Told, b: Answer): Answer =>
  a === undefined || order[b.verdict] < order[a.verdict] ? b : a;
const better = (a: Told, b: Told): Told =>
  b !== undefined && (a === undefined || order[b.verdict] > order[a.verdict]) ? b : a;

/** The least of all; what closes one is enough. */
function worst(question: Question, some: readonly Variant[]): Told {
  let low: Told;
  for (const variant of some) {
    low = worse(low, answerTo(question, variant));
    if (low.verdict === 'no') return low;
  }
  return low;
}

/** The best of all; what opens one is enough. */
function best(answers: Iterable<Told>): Told {
  let high: Told;
  for (const answer of answers) {
    high = better(high, answer);
    if (high?.verdict === 'yes') return high;
  }
  return high;
}

/** Variants that differ in nothing but the part of the internet from which one asks, by family of addresses. */
function wholes(general: readonly Variant[]): readonly (readonly Variant[])[] {
  const name = ({ caller, keys }: Variant): string =>
    JSON.stringify([caller, { ...keys, 'aws:SourceIp': String(keys['aws:SourceIp']).includes(':') }]);
  return [...Map.groupBy(general, name).values()];
}

/** What the policy says of an outsider whose own account lets it do everything. */
export function ask(question: Question): Asked {
  const all = variants(question.policy.document, question.outsider, question.keys, question.at);
  const general = wholes(all.filter((one) => one.general === true));
  const single = all.filter((one) => one.general !== true && one.range === undefined);
  const widest = best(
    (function* answers() {
      for (const one of single) yield answerTo(question, one);
      // The internet at large is let in where each of its parts is.
      for (const parts of general) yield worst(question, parts);
    })(),
  );
  if (widest === undefined || widest.verdict === 'no') {
    const ranged = all
      .filter((one) => one.range !== undefined)
      .map((variant) => ({ variant, answer: answerTo(question, variant) }))
      .filter(({ answer }) => answer.verdict !== 'no');
    const top = best(ranged.map(({ answer }) => answer));
    if (top !== undefined) {
      const ranges = [...new Set(ranged.flatMap(({ variant }) => variant.range ?? []))].sort();
      const range: Condition = { key: 'aws:SourceIp', operator: 'in', values: ranges };
      return {
        ...asked(top),
        state: 'conditional',
        conditions: [range, ...top.conditions.map(conditionOf)],
        byRange: true,
      };
    }
  }
  return widest === undefined ? { state: 'no', conditions: [], reasons: [], byRange: false } : asked(widest);
}

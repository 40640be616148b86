/** What `pathlight explain` prints. */
import type { Reason, Verdict } from '#graph/access/aws/explain.ts';
import type { ActionExplained, Explained } from '#graph/derive/access/aws/explain.ts';
import type { ExplainedExposure, ExplainedWay } from '#graph/derive/exposure/aws/explain.ts';
import { holdWords } from '#graph/paths/states.ts';
import type { Context } from '../context.ts';
import { type Paint, safe } from '../output/terminal.ts';
import { gapLine } from './paths.ts';

const verdicts: readonly Verdict[] = ['yes', 'conditional', 'no'];
/** The best that any of the actions comes to. */
const verdictOf = ({ actions }: Explained): Verdict =>
  verdicts.find((verdict) => actions.some(({ answer }) => answer.verdict === verdict)) ?? 'no';

/** As a person knows it; of what many accounts share, what it is as well. */
function named({ names }: Explained, policy: string): string {
  const name = names[policy] ?? policy;
  if (policy.startsWith('scps')) return `SCP ${name}`;
  if (policy.startsWith('rcps')) return `RCP ${name}`;
  return policy === 'boundary' && name !== policy ? `boundary ${name}` : name;
}

export function accessJson(explained: Explained, asked: string): Readonly<Record<string, unknown>> {
  const known = <T extends { readonly policy: string }>(list: readonly T[]) =>
    list.map((one) => ({ ...one, policy: named(explained, one.policy) }));
  return {
    principal: explained.principal,
    asked,
    asset: explained.asset,
    verdict: verdictOf(explained),
    actions: explained.actions.map(({ action, resource, answer, part, assumes }) => ({
      action,
      resource,
      verdict: answer.verdict,
      reasons: known(answer.reasons),
      conditions: known(answer.conditions),
      part,
      assumes,
    })),
    unread: explained.unread,
  };
}

const painted = (verdict: string, p: Paint) =>
  verdict === 'yes' ? p.red : verdict === 'no' ? p.green : p.yellow;

const reasonWords = (explained: Explained, { effect, policy, statement }: Reason): string => {
  const where = named(explained, policy);
  if (effect === 'implicit deny') return `not allowed by ${where}: ${statement}`;
  if (effect === 'unread') return `not read: ${where}: ${statement}`;
  return `${effect === 'Deny' ? 'denied' : 'allowed'} by ${where}, statement ${statement}`;
};

interface Around {
  readonly asked: string;
  readonly nameOf: (id: string) => string;
  readonly gaps: number;
}

export function printAccess(context: Context, explained: Explained, { asked, nameOf, gaps }: Around): void {
  const { print, paint: p } = context;
  const verdict = verdictOf(explained);
  const line = (depth: number, text: string) => print(`${'  '.repeat(depth)}${safe(text)}`);
  print(
    `${painted(verdict, p)(verdict.toUpperCase())} ${p.bold(safe(`${nameOf(explained.principal)} ${asked} ${nameOf(explained.asset)}`))}`,
  );
  line(1, explained.principal);
  line(1, explained.asset);
  for (const [first, ...same] of alike(explained)) {
    if (first === undefined) continue;
    const { answer } = first;
    const actions = [first, ...same].map(({ action }) => action).join(', ');
    print(
      `  ${painted(answer.verdict, p)(answer.verdict)} ${p.bold(safe(actions))} ${p.dim(safe(first.resource))}`,
    );
    for (const words of new Set(answer.reasons.map((reason) => reasonWords(explained, reason))))
      line(2, words);
    for (const { policy, statement, key, operator, values } of answer.conditions)
      print(
        `    ${p.yellow(safe(`if ${key} ${operator} ${values.join(' or ')} (${named(explained, policy)}, statement ${statement})`))}`,
      );
    if (first.part.length > 0) line(2, `of it only: ${first.part.join(', ')}`);
    for (const assumed of first.assumes)
      print(`    ${p.yellow(safe(`assumes that this restricts nothing: ${assumed}`))}`);
  }
  for (const unread of explained.unread) print(`  ${p.yellow(safe(`not read: ${unread}`))}`);
  if (gaps > 0) print(p.yellow(gapLine(gaps, 'a policy that allows or denies')));
}

/** Actions with one answer for one reason, those that are allowed first. */
function alike({ actions }: Explained): readonly (readonly ActionExplained[])[] {
  const sorted = actions.toSorted(
    (a, b) => verdicts.indexOf(a.answer.verdict) - verdicts.indexOf(b.answer.verdict),
  );
  const sameOf = ({ resource, answer, part, assumes }: ActionExplained) =>
    JSON.stringify([resource, answer, part, assumes]);
  return [...Map.groupBy(sorted, sameOf).values()];
}

const told = <T extends { readonly state: string }>(one: T) => ({
  ...one,
  state: one.state === 'unknown' ? null : one.state,
});

export const exposureJson = (exposure: ExplainedExposure): Readonly<Record<string, unknown>> => ({
  asset: exposure.asset,
  outsiders: exposure.outsiders.map((one) => ({ ...told(one), ways: one.ways.map(told) })),
  unread: exposure.unknown,
});

const conditionWords = ({ key, operator, values, policy, statement }: ExplainedWay['conditions'][number]) =>
  `if ${key} ${operator} ${values.join(' or ')}${policy === undefined ? '' : ` (${policy === 'resource' ? 'its policy' : policy}${statement === undefined ? '' : `, statement ${statement}`})`}`;

export function printExposure(
  { print, paint: p }: Context,
  exposure: ExplainedExposure,
  { name, gaps }: { readonly name: string; readonly gaps: number },
): void {
  print(`${p.bold(safe(name))}`);
  print(`  ${safe(exposure.asset)}`);
  for (const { name: who, state, ways } of exposure.outsiders) {
    print(`${painted(state, p)(state.toUpperCase())} ${p.bold(safe(who))}`);
    if (ways.length === 0 && state === 'no') print('  nothing names them');
    else if (!ways.some((way) => way.state === state)) print('  as anyone on the internet can');
    for (const way of ways) {
      const ports = way.ports.length === 0 ? '' : `, ${way.ports.join(' ')}`;
      const over = way.families.length === 0 ? '' : ` over ${way.families.join(' and ')}`;
      print(
        `  ${painted(way.state, p)(way.state)} ${safe(`by ${way.via}: ${holdWords[way.gives]}${ports}${over}`)}`,
      );
      for (const step of way.chain) print(`    ${safe(step)}`);
      for (const condition of way.conditions) print(`    ${p.yellow(safe(conditionWords(condition)))}`);
      const closes = way.state === 'unknown' ? p.yellow : p.green;
      for (const why of way.closes)
        print(`    ${closes(safe(`${way.state === 'unknown' ? 'not read' : 'closed by'}: ${why}`))}`);
      if (way.part.length > 0) print(`    ${safe(`of it only: ${way.part.join(', ')}`)}`);
      for (const assumed of way.assumes)
        print(`    ${p.yellow(safe(`assumes that this restricts nothing: ${assumed}`))}`);
    }
  }
  if (exposure.unknown !== 'none') print(p.yellow(safe(`Not read, and may open it: ${exposure.unknown}`)));
  if (gaps > 0) print(p.yellow(gapLine(gaps, 'a way in')));
}

/**
 * The lives of findings. A finding is opened by *finds*, resolved only by *clears*, by its asset having been seen to be gone, or
 * by its policy having changed or been taken away; *cannot tell* leaves it open and stale. Mutes run out.
 */
import { hash } from 'node:crypto';
import type { FindingLife, Mute } from '#graph/state/port.ts';
import type { Policy } from './load.ts';
import { riskOf, severityOf } from './risk.ts';
import type { Answer, Finding } from './types.ts';

export interface LivesInput {
  readonly answers: readonly Answer[];
  /** Policies that were asked without failure. */
  readonly asked: readonly Policy[];
  /** Policies that could not be asked: what they said before stays as it was. */
  readonly unasked: ReadonlySet<string>;
  readonly before: readonly FindingLife[];
  /** Findings as published before: what a finding that cannot be told now still rests on. */
  readonly published: readonly Finding[];
  readonly mutes: readonly Mute[];
  /** Assets in the graph: id → uid; `''` for what is only pointed at. */
  readonly assets: ReadonlyMap<string, string>;
  /** Why an asset is no more, by `id uid`. */
  readonly departed: ReadonlyMap<string, string>;
  /** Old id → new id; what has the new id must have the same uid. */
  readonly moved: ReadonlyMap<string, string>;
  readonly tagsOf: (asset: string) => readonly string[];
  readonly now: string;
}

export interface Lives {
  /** Open and muted findings, highest risk first. */
  readonly findings: readonly Finding[];
  readonly lives: readonly FindingLife[];
}

/** Identity of a finding: policy × asset × the asset's immutable id. */
export const findingId = (policy: string, asset: string, uid: string): string =>
  hash('sha256', JSON.stringify([policy, asset, uid]), 'hex').slice(0, 24);

type Identity = Pick<FindingLife, 'policy' | 'asset' | 'uid'>;
const key = (l: Identity) => findingId(l.policy, l.asset, l.uid);

export function advance(input: LivesInput): Lives {
  const { now } = input;
  const policies = new Map(input.asked.map((p) => [p.meta.id, p]));
  const renamed = new Map(input.asked.flatMap((p) => p.meta.was.map((old) => [old, p.meta.id] as const)));
  /** What it is called now. */
  const current = <T extends Identity>(of: T): T => {
    const policy = renamed.get(of.policy) ?? of.policy;
    const asset = input.moved.get(of.asset);
    if (asset !== undefined && input.assets.get(asset) === of.uid) return { ...of, policy, asset };
    // What was only pointed at has been listed since.
    return { ...of, policy, uid: of.uid === '' ? (input.assets.get(of.asset) ?? '') : of.uid };
  };
  const before = new Map(
    input.before.map((life) => {
      const kept = current(life);
      return [key(kept), kept] as const;
    }),
  );
  const published = new Map(
    input.published.map((finding) => {
      const { asset } = finding;
      const is = current({ policy: finding.policy, asset: asset.id, uid: asset.uid });
      const id = key(is);
      const now = { ...asset, id: is.asset, uid: is.uid };
      return [id, { ...finding, id, policy: is.policy, asset: now }] as const;
    }),
  );
  const muted = new Set(input.mutes.filter((m) => m.expiresAt > now).map((m) => key(current(m))));
  const isGone = ({ id, uid }: { readonly id: string; readonly uid: string }) =>
    input.departed.has(`${id} ${uid}`);
  // What stands in the place of an asset that was seen to be gone does not keep its findings open.
  const answers = new Map(
    input.answers.flatMap((a) =>
      isGone(a.asset) ? [] : [[findingId(a.policy, a.asset.id, a.asset.uid), a] as const],
    ),
  );

  const lives: FindingLife[] = [];
  const findings: Finding[] = [];
  const settled = new Set<string>();
  const stateOf = (id: string) => (muted.has(id) ? 'muted' : 'open');

  for (const [id, answer] of answers) {
    const policy = policies.get(answer.policy);
    const life = before.get(id);
    const wasOpen = life !== undefined && life.state !== 'resolved';
    if (policy === undefined || (answer.answer === 'cannot-tell' && !wasOpen)) continue;
    const finds = answer.answer === 'finds';
    const next: FindingLife = {
      policy: answer.policy,
      asset: answer.asset.id,
      uid: answer.asset.uid,
      state: stateOf(id),
      firstSeen: life?.firstSeen ?? now,
      lastSeen: finds ? now : (life?.lastSeen ?? now),
      resolvedAt: null,
      resolvedBy: null,
      reopened: (life?.reopened ?? 0) + (life?.state === 'resolved' ? 1 : 0),
      policyHash: policy.hash,
    };
    settled.add(id);
    lives.push(next);
    findings.push(
      finds ? fresh(id, answer, policy, next, input) : aged(published.get(id), answer, policy, next, input),
    );
  }

  for (const [id, life] of before) {
    if (settled.has(id) || life.state === 'resolved') continue;
    const gone = isGone({ id: life.asset, uid: life.uid });
    if (!gone && input.unasked.has(life.policy) && input.assets.get(life.asset) === life.uid) {
      lives.push(life);
      const finding = published.get(id);
      if (finding !== undefined) findings.push({ ...finding, stale: true });
      continue;
    }
    lives.push({ ...life, state: 'resolved', resolvedAt: now, resolvedBy: endOf(life, policies, input) });
  }
  // What is called otherwise now lives on under its new name only.
  for (const life of input.before)
    if (life.state !== 'resolved' && key(current(life)) !== key(life))
      lives.push({ ...life, state: 'resolved', resolvedAt: now, resolvedBy: 'renamed' });
  findings.sort(
    (a, b) => b.risk.score - a.risk.score || (a.policy + a.asset.id < b.policy + b.asset.id ? -1 : 1),
  );
  return { findings, lives };
}

function endOf(life: FindingLife, policies: ReadonlyMap<string, Policy>, input: LivesInput): string {
  const policy = policies.get(life.policy);
  if (policy === undefined && !input.unasked.has(life.policy)) return 'policy removed';
  const why = input.departed.get(`${life.asset} ${life.uid}`);
  if (why !== undefined) return `asset gone: ${why}`;
  if (input.assets.get(life.asset) !== life.uid) return 'asset gone';
  // A publish that was killed left no hash.
  return life.policyHash === '' || policy?.hash === life.policyHash ? 'clears' : 'policy changed';
}

function fresh(id: string, answer: Answer, policy: Policy, life: FindingLife, input: LivesInput): Finding {
  const { meta } = policy;
  const severity = severityOf(meta.severity, answer.path);
  return {
    id,
    policy: meta.id,
    title: meta.title,
    severity,
    asset: answer.asset,
    state: life.state,
    // A way whose steps nobody could see again.
    stale: answer.path?.stale === true,
    message: `${answer.message}${supposing(answer)}`,
    evidence: answer.evidence,
    gaps: [],
    risk: riskOf(severity, answer.evidence, input.tagsOf(answer.asset.id), answer.path),
    frameworks: meta.maps,
    fix: fixOf(policy),
    ...pathOf(answer),
    firstSeen: life.firstSeen,
    lastSeen: life.lastSeen,
  };
}

/** Open from an earlier scan: keeps what it rested on, says what cannot be told now. */
function aged(
  earlier: Finding | undefined,
  answer: Answer,
  policy: Policy,
  life: FindingLife,
  input: LivesInput,
): Finding {
  const now = fresh(key(life), answer, policy, life, input);
  return {
    ...now,
    stale: true,
    gaps: answer.gaps,
    ...(earlier === undefined
      ? {}
      : {
          severity: severityOf(policy.meta.severity, earlier.path),
          message: earlier.message,
          evidence: earlier.evidence,
          risk: earlier.risk,
          ...pathOf(earlier),
        }),
  };
}

/** What the path supposes, for whoever reads the message alone. */
const supposing = ({ path }: Answer): string =>
  path === undefined || path.supposes.length === 0
    ? ''
    : ` (supposed on the way: ${path.supposes.join('; ')})`;

const pathOf = ({ path, rootCause }: Pick<Answer, 'path' | 'rootCause'>) => ({
  ...(path === undefined ? {} : { path }),
  ...(rootCause === undefined ? {} : { rootCause }),
});

const fixOf = ({ meta }: Policy): Readonly<Record<string, string>> => ({
  words: meta.fix.words,
  ...(meta.fix.cli === undefined ? {} : { cli: meta.fix.cli }),
  ...(meta.fix.terraform === undefined ? {} : { terraform: meta.fix.terraform }),
});

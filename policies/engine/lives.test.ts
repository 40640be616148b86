import { describe, expect, it } from 'vitest';
import type { AttackPath } from '#graph/paths/paths.ts';
import type { FindingLife, Mute } from '#graph/state/port.ts';
import { advance, findingId, type LivesInput } from './lives.ts';
import type { Policy } from './load.ts';
import type { Answer } from './types.ts';

const now = '2026-11-20T10:00:00.000Z';
const earlier = '2026-11-19T10:00:00.000Z';
const asset = {
  id: 'a',
  uid: 'u1',
  name: 'a',
  kind: 'K',
  cloud: 'aws',
  account: '111122223333',
  region: 'eu-west-1',
};
const answer = (kind: Answer['answer'], more: Partial<Answer> = {}): Answer => ({
  policy: 'AISPM-0001',
  asset,
  answer: kind,
  evidence: [],
  gaps: [],
  message: kind,
  ...more,
});
const policy = (hash = 'h1', was: string[] = [], id = 'AISPM-0001') =>
  ({
    file: 'x.yaml',
    hash,
    meta: { id, was, title: 't', severity: 'high', maps: {}, fix: { words: 'w' } },
  }) as unknown as Policy;
const life = (more: Partial<FindingLife> = {}): FindingLife => ({
  policy: 'AISPM-0001',
  asset: 'a',
  uid: 'u1',
  state: 'open',
  firstSeen: earlier,
  lastSeen: earlier,
  resolvedAt: null,
  resolvedBy: null,
  reopened: 0,
  policyHash: 'h1',
  ...more,
});
const path = (...supposes: string[]) =>
  ({ supposes, likelihood: 'plausible', stale: false }) as unknown as AttackPath;
const run = (more: Partial<LivesInput>) =>
  advance({
    answers: [],
    asked: [policy()],
    unasked: new Set(),
    before: [],
    published: [],
    mutes: [],
    assets: new Map([['a', 'u1']]),
    departed: new Map(),
    moved: new Map(),
    tagsOf: () => [],
    now,
    ...more,
  });
const mute = (expiresAt: string): Mute => ({
  policy: 'AISPM-0001',
  asset: 'a',
  uid: 'u1',
  owner: 'ana',
  reason: 'accepted',
  expiresAt,
});

describe('a finding', () => {
  it('opens when the policy finds', () => {
    const { findings, lives } = run({ answers: [answer('finds')] });
    expect(findings).toMatchObject([{ state: 'open', stale: false, firstSeen: now }]);
    expect(lives).toMatchObject([{ state: 'open', firstSeen: now, reopened: 0 }]);
  });
  it('is one step less severe, and says why, where its path supposes something', () => {
    const supposed = answer('finds', { path: path('its code does as it is told') });
    const [finding] = run({ answers: [supposed] }).findings;
    expect(finding).toMatchObject({
      severity: 'medium',
      risk: { terms: { severity: 30 } },
      message: 'finds (supposed on the way: its code does as it is told)',
    });
    const again = run({
      answers: [answer('cannot-tell', { path: path() })],
      before: [life()],
      published: finding === undefined ? [] : [finding],
    });
    expect(again.findings).toMatchObject([{ stale: true, severity: 'medium', message: finding?.message }]);
    expect(run({ answers: [answer('finds', { path: path() })] }).findings).toMatchObject([
      { severity: 'high', message: 'finds' },
    ]);
  });
  it('keeps its first time when found again', () => {
    expect(run({ answers: [answer('finds')], before: [life()] }).findings[0]?.firstSeen).toBe(earlier);
  });
  it('stays open and stale, with what it rested on, when nobody can tell', () => {
    const [published] = run({ answers: [answer('finds', { message: 'as it was' })] }).findings;
    const { findings, lives } = run({
      answers: [answer('cannot-tell')],
      before: [life()],
      published: published === undefined ? [] : [published],
    });
    expect(findings).toMatchObject([{ state: 'open', stale: true, message: 'as it was' }]);
    expect(lives).toMatchObject([{ state: 'open', lastSeen: earlier }]);
  });
  it('does not open when nobody can tell', () => {
    expect(run({ answers: [answer('cannot-tell')] })).toEqual({ findings: [], lives: [] });
  });
  it('is not closed by a policy that could not be asked', () => {
    const { lives } = run({ asked: [], unasked: new Set(['AISPM-0001']), before: [life()] });
    expect(lives).toEqual([life()]);
  });
  it.each([
    ['the policy clears', {}, 'clears'],
    [
      'its asset was seen to be gone',
      { departed: new Map([['a u1', 'no longer listed']]), assets: new Map() },
      'asset gone: no longer listed',
    ],
    ['its policy changed', { asked: [policy('h2')] }, 'policy changed'],
    ['its policy was taken away', { asked: [] }, 'policy removed'],
    ['another asset has its name now', { assets: new Map([['a', 'u2']]) }, 'asset gone'],
  ] as const)('is resolved when %s', (_why, more, by) => {
    const { findings, lives } = run({ before: [life()], ...more });
    expect(findings).toEqual([]);
    expect(lives).toMatchObject([{ state: 'resolved', resolvedBy: by, resolvedAt: now }]);
  });
  it('counts how often it came back', () => {
    const before = [life({ state: 'resolved', resolvedAt: earlier, resolvedBy: 'clears' })];
    expect(run({ answers: [answer('finds')], before }).lives).toMatchObject([{ state: 'open', reopened: 1 }]);
  });
  it('does not carry over to another asset of the same name', () => {
    const { lives } = run({
      answers: [answer('finds', { asset: { ...asset, uid: 'u2' } })],
      before: [life()],
      assets: new Map([['a', 'u2']]),
      mutes: [mute('2027-01-01T00:00:00.000Z')],
    });
    expect(lives.map((l) => [l.uid, l.state, l.firstSeen])).toEqual([
      ['u2', 'open', now],
      ['u1', 'resolved', earlier],
    ]);
  });
  it('goes along with an asset that moved', () => {
    const { lives } = run({
      answers: [answer('finds', { asset: { ...asset, id: 'b' } })],
      before: [life()],
      moved: new Map([['a', 'b']]),
      assets: new Map([['b', 'u1']]),
    });
    expect(lives).toMatchObject([
      { asset: 'b', state: 'open', firstSeen: earlier },
      { asset: 'a', state: 'resolved', resolvedBy: 'renamed' },
    ]);
  });
  it('goes along with a policy that has a new id', () => {
    const { lives } = run({
      asked: [policy('h1', ['AISPM-0001'], 'AISPM-0009')],
      answers: [answer('finds', { policy: 'AISPM-0009' })],
      before: [life()],
    });
    expect(lives).toMatchObject([
      { policy: 'AISPM-0009', state: 'open', firstSeen: earlier },
      { policy: 'AISPM-0001', state: 'resolved', resolvedBy: 'renamed' },
    ]);
  });
  it('stays muted, and keeps what it rested on, when its asset moves', () => {
    const [published] = run({ answers: [answer('finds', { message: 'as it was' })] }).findings;
    const { findings } = run({
      answers: [answer('cannot-tell', { asset: { ...asset, id: 'b' } })],
      before: [life()],
      published: published === undefined ? [] : [published],
      mutes: [mute('2026-12-01T00:00:00.000Z')],
      moved: new Map([['a', 'b']]),
      assets: new Map([['b', 'u1']]),
    });
    expect(findings).toMatchObject([
      { asset: { id: 'b' }, state: 'muted', stale: true, message: 'as it was' },
    ]);
  });
  it('does not go along when the one that moved is another of the same name', () => {
    const { lives } = run({
      before: [life({ uid: 'u0' })],
      moved: new Map([['a', 'b']]),
      assets: new Map([
        ['a', 'u2'],
        ['b', 'u1'],
      ]),
    });
    expect(lives).toMatchObject([{ asset: 'a', uid: 'u0', state: 'resolved', resolvedBy: 'asset gone' }]);
  });
  it('ends with its asset even while its policy cannot be asked', () => {
    const [published] = run({ answers: [answer('finds')] }).findings;
    const { findings, lives } = run({
      asked: [],
      unasked: new Set(['AISPM-0001']),
      before: [life()],
      published: published === undefined ? [] : [published],
      assets: new Map(),
      departed: new Map([['a u1', 'no longer listed']]),
    });
    expect(findings).toEqual([]);
    expect(lives).toMatchObject([{ state: 'resolved', resolvedBy: 'asset gone: no longer listed' }]);
  });
  it('ends with its asset even if something without a uid stands in its place', () => {
    const asset0 = { ...asset, uid: 'none' };
    const before = [life({ uid: 'none' })];
    const departed = new Map([['a none', 'no longer listed']]);
    const assets = new Map([['a', 'none']]);
    for (const more of [
      { answers: [answer('cannot-tell', { asset: asset0 })] },
      { asked: [], unasked: new Set(['AISPM-0001']) },
    ]) {
      const { findings, lives } = run({ before, departed, assets, ...more });
      expect(findings).toEqual([]);
      expect(lives).toMatchObject([{ state: 'resolved', resolvedBy: 'asset gone: no longer listed' }]);
    }
  });
  it('of what was only pointed at goes along when that is listed', () => {
    const { findings, lives } = run({
      answers: [answer('finds')],
      before: [life({ uid: '' })],
      assets: new Map([['a', 'u1']]),
    });
    expect(findings).toMatchObject([{ asset: { uid: 'u1' }, firstSeen: earlier }]);
    expect(lives).toMatchObject([
      { uid: 'u1', state: 'open', firstSeen: earlier },
      { uid: '', state: 'resolved', resolvedBy: 'renamed' },
    ]);
  });
  it('is resolved by what clears it when a killed publish left no hash of its policy', () => {
    expect(run({ before: [life({ policyHash: '' })] }).lives).toMatchObject([{ resolvedBy: 'clears' }]);
  });
  it('is muted until the mute runs out', () => {
    const muted = run({ answers: [answer('finds')], mutes: [mute('2026-12-01T00:00:00.000Z')] });
    const over = run({ answers: [answer('finds')], mutes: [mute('2026-11-01T00:00:00.000Z')] });
    expect([muted.findings[0]?.state, over.findings[0]?.state]).toEqual(['muted', 'open']);
  });
  it('has an identity of policy, asset and immutable id', () => {
    const ids = [
      findingId('p', 'a', 'u'),
      findingId('q', 'a', 'u'),
      findingId('p', 'b', 'u'),
      findingId('p', 'a', 'v'),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(findingId('p', 'a', 'u')).toBe(ids[0]);
  });
});

/** For tests: a small estate, derived and evaluated as a publish does it, in an embedded store of its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  A,
  account,
  bucket,
  doc,
  edge,
  node,
  policy,
  role,
  user,
  viewOf,
} from '#graph/derive/access/aws/testing.ts';
import { layers } from '#graph/derive/index.ts';
import { DERIVED } from '#graph/derive/types.ts';
import type { Coverage } from '#graph/schema/coverage.ts';
import { openStore } from '#graph/store/open.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { evaluate } from '#policies/engine/evaluate.ts';
import { parsePolicy } from '#policies/engine/load.ts';
import { postureChanges } from '#policies/engine/posture.ts';
import type { Answer, Finding } from '#policies/engine/types.ts';
import { wireKinds } from '#src/wire.ts';
import { hostile } from '../testing.ts';

export const ids = {
  intake: 'arn:aws:s3:::intake',
  weekly: `arn:aws:sagemaker:eu-west-1:${A}:training-job/weekly`,
  trainer: `arn:aws:iam::${A}:role/Trainer`,
  data: `arn:aws:iam::${A}:policy/Data`,
  ana: `arn:aws:iam::${A}:user/ana`,
  claims: 'arn:aws:s3:::claims-1',
  hostile: 'arn:aws:s3:::claims-2',
  guarded: 'arn:aws:s3:::guarded',
} as const;
export const hostileName = `${hostile}"]; %%{init}%% <b>`;

const read = (sid: string, resource: readonly string[], more: object = {}) => ({
  Sid: sid,
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: resource,
  ...more,
});
const everyone = (id: string, sid: string, action: string, more: object = {}) =>
  doc({ Sid: sid, Effect: 'Allow', Principal: '*', Action: action, Resource: `${id}/*`, ...more });
/** Nothing of it is shut by a block, and ACLs are off. */
const open = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
  objectOwnership: 'BucketOwnerEnforced',
};
const notebook = (place: string): StoredNode =>
  labelled(`arn:aws:sagemaker:${place}:${A}:notebook-instance/twin`, 'AwsSageMakerNotebookInstance', [
    'Notebook',
  ]);
const labelled = (id: string, kind: string, labels: readonly string[], props = {}): StoredNode => {
  const made = node(id, kind, props);
  return { ...made, labels: [...made.labels, ...labels] };
};

const nodes: readonly StoredNode[] = [
  account(A, { ...open }),
  bucket('intake', { ...open, policy: everyone(ids.intake, 'Drop', 's3:PutObject') }),
  bucket('claims-1', open),
  bucket('claims-2', { ...open, name: hostileName, aliases: ['the-hostile-one'] }),
  bucket('guarded', {
    ...open,
    policy: everyone(ids.guarded, 'Team', 's3:GetObject', {
      Condition: { StringEquals: { 's3:ExistingObjectTag/open': 'yes' } },
    }),
  }),
  labelled(ids.weekly, 'AwsSageMakerTrainingJob', ['TrainingJob']),
  role('Trainer', { attachedPolicies: [ids.data] }),
  policy('Data', doc(read('Read', [`${ids.claims}/*`, `${ids.hostile}/*`]))),
  user('ana', {
    inlinePolicies: JSON.stringify([
      {
        name: 'own',
        document: doc(
          read('Mfa', [`${ids.claims}/*`], { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
          read('Guarded', [`${ids.guarded}/*`]),
          { Sid: 'Never', Effect: 'Deny', Action: 's3:*', Resource: `${ids.intake}/*` },
        ),
      },
    ]),
  }),
  notebook('eu-west-1'),
  notebook('us-east-1'),
];
const edges: readonly StoredEdge[] = [
  edge(ids.intake, 'FEEDS', ids.weekly),
  edge(ids.weekly, 'RUNS_AS', ids.trainer),
  edge(ids.trainer, 'HAS_POLICY', ids.data),
];

export const policyFile = `
id: TEST-0001
title: Strangers read claims of the company
severity: critical
about: ObjectStore
match: |
  MATCH (b:ObjectStore)
  WHERE b.kind = 'AwsS3Bucket'
  RETURN b
path:
  from: [internet]
  hold: [see]
message: 'Strangers read {b.name}'
risk: They read it.
fix: { words: Close it. }
tests:
  - { because: it is a case, finds: [b], graph: { b: { is: ObjectStore } } }
  - { because: it is a case, clears: [b], graph: { b: { is: ObjectStore } } }
  - { because: it is a case, cannot-tell: [b], graph: { b: { is: ObjectStore } } }
`;

const at = '2026-01-01T00:00:00.000Z';
/** A listing that was denied. */
const denied: Coverage = {
  scope: { cloud: 'aws', account: A, region: 'eu-west-1' },
  kind: 'AwsLambdaFunction',
  read: 'list',
  operation: 'lambda:ListFunctions',
  permissions: ['lambda:ListFunctions'],
  outcome: 'denied',
  items: 0,
  at,
};

const findingOf = (answer: Answer): Finding => ({
  ...answer,
  id: `${answer.policy} ${answer.asset.id}`,
  title: 'Strangers read claims of the company',
  severity: 'critical',
  state: 'open',
  stale: false,
  risk: { score: 80, terms: { severity: 80 } },
  frameworks: {},
  fix: { words: 'Close it.' },
  firstSeen: at,
  lastSeen: at,
});

export interface Published {
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly close: () => void;
}

/** Publishes the estate. */
export async function published(how: { readonly denied?: boolean } = {}): Promise<Published> {
  const folder = mkdtempSync(join(tmpdir(), 'pathlight-paths-'));
  const { catalogue } = await wireKinds();
  const all = { nodes: [...nodes], edges: [...edges] };
  for (const layer of layers) {
    const facts = [...layer.derive(viewOf(all.nodes, all.edges), catalogue)];
    for (const fact of facts) {
      if (fact.is === 'node')
        all.nodes.push({
          id: fact.id,
          labels: [DERIVED, fact.concept],
          props: { name: fact.name, kind: fact.concept, ...fact.props },
        });
      if (fact.is === 'edge') {
        const { from, type, to, key, props, inputs, assumes = [] } = fact;
        const { name: by } = layer;
        all.edges.push({ from, type, to, key, props: { ...props, by, inputs, assumes, stale: false } });
      }
      if (fact.is === 'props')
        all.nodes = all.nodes.map((one) => {
          const known = Object.entries(fact.props).flatMap(([k, v]) => (v === null ? [] : [[k, v] as const]));
          return one.id === fact.id ? { ...one, props: { ...one.props, ...Object.fromEntries(known) } } : one;
        });
    }
  }
  const store = await openStore({ kind: 'embedded', folder: join(folder, 'store') });
  try {
    const draft = await store.draft('test');
    await draft.stage(all);
    const graph = await draft.seal();
    const coverage = how.denied === true ? [denied] : [];
    const policies = [parsePolicy('test.yaml', policyFile, catalogue)];
    const { answers, counts, failures } = await evaluate({ policies, graph, catalogue, coverage });
    const posture = {
      summary: { scan: 'scan', at, counts, failures },
      findings: answers.filter(({ answer }) => answer === 'finds').map(findingOf),
      cannotTell: answers.filter(({ answer }) => answer !== 'finds'),
      coverage,
    };
    await draft.publish('scan', postureChanges(posture, []));
  } finally {
    await store.close();
  }
  mkdirSync(join(folder, 'policies'));
  writeFileSync(join(folder, 'policies', 'test.yaml'), policyFile);
  return {
    folder,
    env: {
      PATHLIGHT_STORE: join(folder, 'store'),
      PATHLIGHT_POLICIES: join(folder, 'policies'),
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

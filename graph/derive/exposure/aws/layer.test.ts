import { describe, expect, test } from 'vitest';
import type { LayerFact, LayerView } from '#graph/derive/types.ts';
import { edgeTypes } from '#graph/schema/index.ts';
import { explainExposure } from './explain.ts';
import { awsExposure } from './layer.ts';
import { id, machineView, openAcl, route, rule } from './network/testing.ts';
import { ACCOUNT, catalogue, factsOf, node, PARTNER, short, viewOf } from './reach/testing.ts';

const BUCKET = 'arn:aws:s3:::data';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/ml`;
const policy = (Principal: unknown, Action: string, more: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Open', Effect: 'Allow', Principal, Action, ...more }],
  });

/** Something of everything: a machine, a bucket, a role. */
const bucket = (Principal: unknown, more: object = {}) =>
  node(BUCKET, ['AwsS3Bucket'], {
    policy: policy(Principal, 's3:GetObject', { Resource: `${BUCKET}/*`, ...more }),
    aclGrants: '[]',
    objectOwnership: 'BucketOwnerEnforced',
    restrictPublicBuckets: false,
  });
const role = node(ROLE, ['AwsIamRole', 'Role'], {
  trustPolicy: policy({ AWS: PARTNER }, 'sts:AssumeRole'),
});
const mixed = machineView({
  plus: [bucket('*'), role],
  group: [rule(22, 22, ['203.0.113.0/24']), rule(443, 443, ['0.0.0.0/0', '::/0', 'pl-1'])],
});

const reversed = (view: LayerView): LayerView => ({
  nodes: (label) => [...view.nodes(label)].reverse(),
  node: (one) => view.node(one),
  edges: (type) => [...view.edges(type)].reverse(),
});

describe('the layer', () => {
  const facts = factsOf(mixed);
  const of = <K extends LayerFact['is']>(is: K) =>
    facts.filter((fact): fact is Extract<LayerFact, { is: K }> => fact.is === is);

  test('gives the same whatever the order', () => {
    expect(factsOf(reversed(mixed))).toEqual(facts);
    expect(facts.length).toBeGreaterThan(8);
  });

  test('gives each outside node that an edge comes from, and no other', () => {
    expect(of('node').map((one) => [one.id, one.concept])).toEqual([
      [`external:${PARTNER}`, 'ExternalPrincipal'],
      ['internet', 'Internet'],
    ]);
    expect(new Set(of('edge').map(({ from }) => from))).toEqual(new Set(of('node').map((one) => one.id)));
    expect(of('node')[0]?.props).toEqual({ account: PARTNER, known: false });
  });

  test('gives no two edges of equal ends and key, all from assets that are there', () => {
    const keys = of('edge').map((one) => `${one.from} ${one.to} ${one.key}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { inputs } of of('edge'))
      for (const input of inputs) expect(mixed.node(input), input).toBeDefined();
  });

  test('gives edges the properties that their type has', () => {
    const known = Object.keys(edgeTypes.get('REACHES')?.props ?? {}).sort();
    for (const one of of('edge')) expect(Object.keys(one.props ?? {}).sort()).toEqual(known);
  });

  test('speaks of every asset of its kinds, also where nothing is unknown', () => {
    expect(of('props').map((one) => [one.id, one.props])).toEqual(
      [ROLE, BUCKET, id.interface, id.machine].toSorted().map((one) => [one, { exposureUnknown: 'none' }]),
    );
  });

  test('loads what it reads', () => {
    const asked = { labels: new Set<string>(), types: new Set<string>() };
    const watched: LayerView = {
      nodes: (label) => (asked.labels.add(label), mixed.nodes(label)),
      node: (one) => mixed.node(one),
      edges: (type) => (asked.types.add(type), mixed.edges(type)),
    };
    expect([...awsExposure.derive(watched, catalogue)].length).toBe(facts.length);
    expect([...asked.labels].filter((label) => !awsExposure.needs.includes(label))).toEqual([]);
    expect([...asked.types].filter((type) => !awsExposure.edges.includes(type))).toEqual([]);
  });

  test('of an empty graph gives nothing', () => {
    expect(factsOf(viewOf([]))).toEqual([]);
  });
});

describe('an explanation', () => {
  const explain = (view: LayerView, asset: string) => explainExposure(view, catalogue, asset);
  const verdicts = (view: LayerView, asset: string) =>
    explain(view, asset)?.outsiders.map((one) => [one.outside, one.state]);
  const closes = (view: LayerView, asset: string) =>
    explain(view, asset)?.outsiders.flatMap((one) => one.ways.flatMap((way) => way.closes)) ?? [];

  test('answers for the internet, for anyone with an account and for whom the asset names', () => {
    expect(verdicts(mixed, ROLE)).toEqual([
      ['internet', 'no'],
      ['internet:aws-accounts', 'no'],
      [`external:${PARTNER}`, 'yes'],
    ]);
    expect(verdicts(mixed, BUCKET)).toEqual([
      ['internet', 'yes'],
      ['internet:aws-accounts', 'yes'],
    ]);
  });

  test('says of guests of an identity pool that they are the internet', () => {
    const pools = 'cognito-identity.amazonaws.com';
    const guests = policy({ Federated: pools }, 'sts:AssumeRoleWithWebIdentity', {
      Condition: { StringEquals: { [`${pools}:amr`]: 'unauthenticated' } },
    });
    expect(verdicts(viewOf([node(ROLE, ['AwsIamRole'], { trustPolicy: guests })]), ROLE)?.[0]).toEqual([
      'internet',
      'yes',
    ]);
  });

  test('says the same as the edges', () => {
    const open = explain(mixed, id.machine)?.outsiders.flatMap((one) =>
      one.ways.filter(({ state }) => state !== 'no').map(({ state, ports }) => [one.outside, state, ports]),
    );
    const edges = factsOf(mixed).flatMap((fact) =>
      fact.is === 'edge' && fact.to === id.machine
        ? [[fact.from, fact.props?.['state'], fact.props?.['ports']]]
        : [],
    );
    expect(open?.toSorted()).toEqual(edges.toSorted());
  });

  test.each<[string, LayerView, string, string]>([
    [
      'the route',
      machineView({ routes: [route('0.0.0.0/0', { via: 'nat-gateway', target: id.nat })] }),
      id.machine,
      `goes to ${id.nat} (nat-gateway)`,
    ],
    [
      'the blackhole',
      machineView({ routes: [route('0.0.0.0/0', { active: false })] }),
      id.machine,
      'which is a blackhole',
    ],
    ['the group', machineView({ group: [] }), id.machine, `${id.group}: ingress lets in no tcp`],
    [
      'the ACL',
      machineView({ acl: openAcl.filter((one) => one.egress) }),
      id.machine,
      `${id.acl}: no tcp comes in`,
    ],
    [
      'the answers',
      machineView({ acl: openAcl.filter((one) => !one.egress) }),
      id.machine,
      `${id.acl}: no answers go out`,
    ],
    [
      'Block Public Access of networks',
      machineView({ subnet: { internetGatewayBlockMode: 'block-ingress' } }),
      id.machine,
      'internetGatewayBlockMode is block-ingress',
    ],
    [
      "another network's gateway",
      machineView({ attachedTo: id.other }),
      id.machine,
      `${id.gateway}: is not attached to ${id.network}`,
    ],
    [
      'the missing address',
      machineView({ interface: { publicIpv4Addresses: [] } }),
      id.machine,
      'has no ipv4 address',
    ],
    [
      'the condition',
      viewOf([bucket('*', { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } })]),
      BUCKET,
      'aws:SourceVpce StringEquals vpce-1',
    ],
    [
      'Block Public Access',
      viewOf([{ ...bucket('*'), props: { ...bucket('*').props, restrictPublicBuckets: true } }]),
      BUCKET,
      'blockPublicAccess, RestrictPublicBuckets: denies',
    ],
    ['that nobody is named', viewOf([bucket({ AWS: ACCOUNT })]), BUCKET, 'its policy names nobody outside'],
  ])('names what closes: %s', (_title, view, asset, words) => {
    expect(short(view).filter((one) => one.includes('yes') && one.includes('ipv4'))).toEqual([]);
    expect(closes(view, asset).join('\n')).toContain(words);
  });

  test('names what was not read', () => {
    expect(explain(machineView({ group: null }), id.machine)?.unknown).toContain('its rules were not read');
    expect(explain(mixed, id.machine)?.unknown).toBe('none');
  });

  test('there is none of what is not in the graph, nor of what exposure says nothing of', () => {
    expect(explain(mixed, 'arn:aws:s3:::other')).toBeUndefined();
    expect(explain(mixed, id.group)).toBeUndefined();
  });
});

/**
 * Who outside may take on a role, by its trust policy: any AWS account, a named one, whoever has a token of a provider.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal", "Access to AWS accounts owned by third parties" (external
 * ids), "Available keys for AWS OIDC federation", "Create a role for OpenID Connect federation" (providers that anyone may
 * sign up with need a condition on the subject); EKS User Guide, "IAM roles for service accounts".
 */
import type { PolicyDocument } from '#graph/schema/aws/facts.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { type Asked, ask, type Readable } from './ask.ts';
import type { Keys } from './chosen.ts';
import { opens } from './opens.ts';
import { stranger } from './ours.ts';
import { type Outsider, outsidersIn } from './outsiders.ts';
import { type Restriction, readable, restrictions, type World } from './policies.ts';
import { isSeen, textOf } from './read.ts';
import { type Stranger, strangersIn } from './strangers.ts';
import { anyAccount, externalProvider, internet, opensMore, type Way, way } from './way.ts';

const LABEL = 'AwsIamRole';
const ASSUME = 'sts:AssumeRole';

interface Provider {
  /** As the policy names it. */
  readonly principal: string;
  /** Its host with path, or the ARN of a SAML provider. */
  readonly name: string;
  readonly action: string;
}

function providerOf(value: string): Provider {
  const arn = parseArn(value);
  if (arn?.service === 'iam' && arn.resource.startsWith('saml-provider/'))
    return { principal: value, name: value, action: 'sts:AssumeRoleWithSAML' };
  const name = arn?.service === 'iam' ? arn.resource.replace(/^oidc-provider\//, '') : value;
  return { principal: value, name, action: 'sts:AssumeRoleWithWebIdentity' };
}

const providersIn = (document: PolicyDocument): readonly Provider[] =>
  [
    ...new Set(
      document.statements
        .filter((s) => s.allows)
        .flatMap((s) => (s.principals ?? []).flatMap((p) => (p.type === 'Federated' ? [p.value] : []))),
    ),
  ]
    .sort()
    .map(providerOf);

/** Tokens of a cluster are given to what runs in it. */
const isCluster = (name: string): boolean => /^oidc\.eks[.-]/.test(name) || name.startsWith('oidc-eks.');

interface Trusting {
  readonly world: World;
  readonly node: StoredNode;
  readonly owner: string;
  readonly policy: Readable;
  readonly restriction: Restriction;
}

const question = (
  { node, owner, policy, restriction }: Trusting,
  action: string,
  outsider: Outsider,
  keys: Keys,
) => ({
  policy,
  action,
  resource: node.id,
  owner,
  outsider,
  keys,
  at: textOf(node, 'observedAt'),
  ...(restriction.rcps === undefined ? {} : { rcps: restriction.rcps }),
});

const step = (
  node: StoredNode,
  { reasons }: Pick<Asked, 'reasons'>,
  action: string,
  who: string,
): readonly string[] =>
  [
    ...new Set(
      reasons.filter((r) => r.effect === 'Allow' && r.policy === 'resource').map((r) => r.statement),
    ),
  ].map((s) => `${node.id}: trustPolicy, statement ${s}: allows ${action} to ${who}`);

/** A stranger to whom the role is open: who signs up is enough, no claim is asked of which nobody knows whether it fits. */
function strangerWay(trusting: Trusting, provider: Provider, one: Stranger): Way | undefined {
  const { node, restriction } = trusting;
  const outsider: Outsider = { node: one.node, callers: [provider.principal], memberships: ['unknown'] };
  const answer = ask(question(trusting, provider.action, outsider, one.keys));
  const claims = `${provider.name}:`.toLowerCase();
  if (answer.state === 'no' || answer.conditions.some(({ key }) => key.toLowerCase().startsWith(claims)))
    return undefined;
  const conditions = [...answer.conditions, ...one.conditions];
  return way({
    outside: one.node,
    to: node.id,
    key: `trust/${provider.action}`,
    gives: 'own',
    via: 'trust',
    state: answer.state === 'yes' && conditions.length === 0 ? 'yes' : 'conditional',
    conditions,
    chain: step(node, answer, provider.action, `anyone who signs up with ${provider.name}`),
    inputs: [node.id, ...restriction.inputs],
    assumes: [...restriction.assumes, ...one.assumes],
  });
}

/** The way that opens most, and of those the one that is taken on trust least. */
const surest = (ways: readonly Way[]): readonly Way[] =>
  ways
    .toSorted(
      (a, b) =>
        Number(opensMore(b.state, a.state)) - Number(opensMore(a.state, b.state)) ||
        a.conditions.length + a.assumes.length - b.conditions.length - b.assumes.length,
    )
    .slice(0, 1);

const strangerWays = (trusting: Trusting, provider: Provider): readonly Way[] =>
  [
    ...Map.groupBy(
      strangersIn(provider.name, trusting.policy.document).flatMap(
        (one) => strangerWay(trusting, provider, one) ?? [],
      ),
      (one) => one.outside.id,
    ).values(),
  ].flatMap(surest);

/** The way of those whom the provider signs in, whoever they are. */
function holderWay(trusting: Trusting, provider: Provider): Way {
  const { node, restriction } = trusting;
  const outside = externalProvider(provider.name);
  const base = { outside, to: node.id, key: `trust/${provider.action}`, gives: 'own', via: 'trust' } as const;
  if (isCluster(provider.name))
    return way({
      ...base,
      state: 'no',
      closes: [`${provider.name}: gives tokens to what runs in a cluster, to nobody outside`],
    });
  const outsider: Outsider = { node: outside, callers: [provider.principal], memberships: ['unknown'] };
  const answer = ask(question(trusting, provider.action, outsider, {}));
  if (answer.state === 'no')
    return way({
      ...base,
      state: 'no',
      closes: [`${node.id}: trustPolicy: no statement allows ${provider.action} to ${provider.name}`],
    });
  return way({
    ...base,
    state: answer.state,
    conditions: answer.state === 'conditional' ? answer.conditions : [],
    chain: step(node, answer, provider.action, `holders of tokens of ${provider.name}`),
    inputs: [node.id, ...restriction.inputs],
    assumes: restriction.assumes,
  });
}

/** What providers open: to strangers where they sign in anyone, else to those whom they sign in. */
const federated = (trusting: Trusting): readonly Way[] =>
  [...Map.groupBy(providersIn(trusting.policy.document), ({ name }) => name).values()].flatMap((same) => {
    const open = same.flatMap((provider) => strangerWays(trusting, provider));
    return open.some(({ state }) => state === 'yes')
      ? open
      : [...open, ...same.map((provider) => holderWay(trusting, provider))];
  });

function accounts(trusting: Trusting, outsiders: readonly Outsider[]): readonly Way[] {
  const { node, owner, policy, restriction } = trusting;
  const asksId = policy.document.statements.flatMap((s, i) =>
    s.conditions.some(({ key }) => key.toLowerCase() === 'sts:externalid') ? [s.sid ?? String(i)] : [],
  );
  const found = outsiders.map((outsider): Way => {
    const base = {
      outside: outsider.node,
      to: node.id,
      key: 'trust/sts:AssumeRole',
      gives: 'own',
      via: 'trust',
    } as const;
    const opening = opens({
      id: node.id,
      owner,
      policy,
      actions: [ASSUME],
      outsider,
      keys: {},
      at: textOf(node, 'observedAt'),
      rcps: restriction.rcps,
    });
    if (opening.state === 'no')
      return way({
        ...base,
        state: 'no',
        closes:
          opening.denials.length > 0
            ? opening.denials.map((words) => `${node.id}: ${words}: denies`)
            : conditionsIn(node, policy.document),
      });
    const note =
      outsider.node.id === anyAccount.id
        ? 'an external id narrows it to who knows it: still an outside account'
        : 'an external id keeps out others, not the account that was told it: still an outside account';
    return way({
      ...base,
      state: opening.state,
      conditions: opening.conditions,
      chain: [
        ...opening.statements.map(
          (s) => `${node.id}: trustPolicy, statement ${s}: allows ${ASSUME} to ${outsider.node.name}`,
        ),
        ...(opening.statements.some((s) => asksId.includes(s)) ? [note] : []),
      ],
      inputs: [node.id, ...restriction.inputs],
      assumes: restriction.assumes,
    });
  });
  const everyone = found.find((one) => one.outside.id === anyAccount.id);
  return found.filter(
    (one) =>
      one === everyone ||
      one.state === 'no' ||
      opensMore(one.state, everyone?.state ?? 'no') ||
      everyone?.state !== 'yes',
  );
}

const conditionsIn = (node: StoredNode, document: PolicyDocument): readonly string[] => {
  const tests = document.statements.flatMap((s, i) =>
    s.conditions.map(
      (c) =>
        `${node.id}: trustPolicy, statement ${s.sid ?? i}: ${c.key} ${c.operator} ${c.values.join(', ')}`,
    ),
  );
  return tests.length > 0 ? tests : [`${node.id}: trustPolicy: no statement allows ${ASSUME}`];
};

function roleWays(world: World, node: StoredNode): readonly Way[] {
  const base = { outside: anyAccount, to: node.id, key: 'trust', gives: 'own', via: 'trust' } as const;
  const text = textOf(node, 'trustPolicy');
  const policy = readable(text, 'trust');
  const arn = parseArn(node.id);
  if (policy === 'none' || arn === undefined)
    return [way({ ...base, state: 'no', closes: [`${node.id}: it trusts nobody`] })];
  if ('unread' in policy)
    return [way({ ...base, state: 'unknown', closes: [`${node.id}: its trust policy ${policy.unread}`] })];
  const owner = arn.account;
  const { outsiders, unread } = outsidersIn(policy.document, {
    partition: arn.partition,
    ours: world.ours,
    owner,
    stranger: stranger(world.ours, text ?? ''),
    unsigned: false,
  });
  const trusting: Trusting = {
    world,
    node,
    owner,
    policy,
    restriction: restrictions(world, node.id, owner, 'sts'),
  };
  const ways = [...accounts(trusting, outsiders), ...federated(trusting)];
  return [
    ...(ways.length === 0
      ? [way({ ...base, state: 'no', closes: [`${node.id}: trustPolicy names nobody outside`] })]
      : ways),
    ...unread.map((why) =>
      way({ ...base, key: `trust/${why}`, state: 'unknown', closes: [`${node.id}: ${why}`] }),
    ),
  ];
}

/** Every way by taking on a role. Nobody does so without signing or a token: the internet at large is closed out. */
export const trustWays = (world: World): readonly Way[] =>
  world.graph
    .nodes(LABEL)
    .filter(isSeen)
    .flatMap((node) => roleWays(world, node));

/** For explanations: roles take no unsigned calls. */
export const internetToRole = (id: string): Way =>
  way({
    outside: internet,
    to: id,
    key: 'trust',
    gives: 'own',
    via: 'trust',
    state: 'no',
    closes: [`${id}: STS takes no call of AssumeRole that nobody signed`],
  });

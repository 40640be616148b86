/**
 * Front doors with an address that the internet knows: APIs, distributions, gateways of agents, URLs of functions. Only the
 * door itself is reached here; what is behind it follows by `FRONTS`.
 *
 * Source: API Gateway Developer Guide, "How API Gateway resource policies affect authorization workflow" (a method that asks
 * for nothing is open without a policy, and under a policy only where that allows), "Private REST APIs"; CloudFront Developer
 * Guide, "Restrict content with signed URLs and signed cookies"; AgentCore Developer Guide, "Set up inbound authorization for
 * your gateway"; Lambda Developer Guide, "Control access to Lambda function URLs".
 */
import { ownerOf } from '#graph/derive/access/aws/resource.ts';
import type { StoredNode } from '#graph/store/port.ts';
import type { Keys } from './chosen.ts';
import { type Opening, opens } from './opens.ts';
import { readable, restrictions, type World } from './policies.ts';
import { flagOf, isSeen, textOf, textsOf } from './read.ts';
import { type Condition, internet, type Way, way } from './way.ts';

interface Door {
  readonly label: string;
  /** It is in service; `undefined`: not known. */
  readonly serves?: (node: StoredNode) => boolean | undefined;
  /** Callers are let in by a policy too, where it has one. */
  readonly action?: string;
  /** Words of `authorization` that let in more than those who were given something, with what they ask. */
  readonly asks?: Readonly<Record<string, string>>;
}

const doors: readonly Door[] = [
  { label: 'AwsApiGatewayRestApi', serves: (node) => flagOf(node, 'deployed'), action: 'execute-api:Invoke' },
  { label: 'AwsApiGatewayV2Api', serves: (node) => flagOf(node, 'deployed') },
  {
    label: 'AwsCloudFrontDistribution',
    serves: (node) => flagOf(node, 'enabled'),
    asks: { function: 'a function at the edge that lets the request pass' },
  },
  { label: 'AwsAgentCoreGateway', asks: { 'authenticate-only': 'a valid token, whoever it was made for' } },
];

const base = (node: StoredNode) => ({
  outside: internet,
  to: node.id,
  key: 'address',
  gives: 'ask' as const,
  via: 'address' as const,
});
const closed = (node: StoredNode, why: string): Way =>
  way({ ...base(node), state: 'no', closes: [`${node.id}: ${why}`] });
const unknown = (node: StoredNode, why: string): Way =>
  way({ ...base(node), state: 'unknown', closes: [`${node.id}: ${why}`] });

const anonymous = { node: internet, callers: ['*'], memberships: ['none' as const] };

interface Policed {
  readonly opening: Pick<Opening, 'state' | 'conditions' | 'denials'>;
  readonly chain: readonly string[];
  readonly assumes: readonly string[];
  readonly inputs: readonly string[];
}

/** What the door's own policy says to unsigned callers; without one it says nothing against them. */
function policed(world: World, node: StoredNode, action: string): Policed {
  const open = { state: 'yes' as const, conditions: [], denials: [] };
  const policy = readable(textOf(node, 'policy'), 'resource');
  const owner = ownerOf(node.id, textOf(node, 'account'));
  if (policy === 'none')
    return { opening: open, chain: [`${node.id}: has no policy`], assumes: [], inputs: [] };
  if ('unread' in policy || owner === undefined)
    return { opening: open, chain: [], assumes: [`policy of ${node.id}`], inputs: [] };
  const { rcps, assumes, inputs } = restrictions(world, node.id, owner, action.split(':')[0] ?? '');
  const opening = opens({
    id: node.id,
    owner,
    policy,
    actions: [action],
    outsider: anonymous,
    keys: {},
    at: textOf(node, 'observedAt'),
    rcps,
  });
  return {
    opening,
    chain: opening.statements.map((s) => `${node.id}: policy, statement ${s}: allows ${action} to anyone`),
    assumes,
    inputs,
  };
}

function doorWay(world: World, door: Door, node: StoredNode): Way {
  const faces = flagOf(node, 'facesInternet');
  if (faces === false) return closed(node, 'facesInternet is false: it has no address on the internet');
  const serves = door.serves === undefined ? true : door.serves(node);
  if (serves === false) return closed(node, 'it is not in service (deployed, enabled)');
  const asked = textsOf(node, 'authorization');
  if (asked === undefined) return unknown(node, 'its authorization was not read');
  const half = asked.find((one) => door.asks?.[one] !== undefined);
  const isOpen = asked.includes('none');
  if (!isOpen && half === undefined)
    return closed(
      node,
      asked.length === 0
        ? 'nothing is behind it'
        : `authorization: every way in asks for ${asked.join(', ')}`,
    );
  if (faces === undefined)
    return unknown(node, 'nobody knows whether it has an address on the internet (facesInternet)');
  if (serves === undefined) return unknown(node, 'nobody knows whether it is in service (deployed, enabled)');
  const { opening, chain, assumes, inputs } =
    door.action === undefined
      ? {
          opening: { state: 'yes' as const, conditions: [], denials: [] },
          chain: [],
          assumes: [],
          inputs: [],
        }
      : policed(world, node, door.action);
  if (opening.state === 'no')
    return closed(
      node,
      opening.denials.length > 0
        ? `policy: ${opening.denials.join('; ')}: denies`
        : 'policy: no statement lets in unsigned callers',
    );
  const asksFor: readonly Condition[] =
    isOpen || half === undefined
      ? []
      : [
          {
            key: 'authorization',
            operator: 'asks for',
            values: [door.asks?.[half] ?? half],
            policy: node.id,
          },
        ];
  const conditions = [...opening.conditions, ...asksFor];
  const routes = textsOf(node, 'openRoutes') ?? [];
  return way({
    ...base(node),
    state: conditions.length > 0 ? 'conditional' : 'yes',
    conditions,
    chain: [
      `${node.id}: facesInternet is true`,
      `${node.id}: authorization has ${isOpen ? 'none' : half}`,
      ...routes.slice(0, 20).map((route) => `${node.id}: openRoutes has ${route}`),
      ...chain,
    ],
    ports: ['tcp/443'],
    inputs,
    assumes,
  });
}

const viaUrl: Keys = { 'lambda:FunctionUrlAuthType': 'NONE', 'lambda:InvokedViaFunctionUrl': 'true' };

/** A function's URL that asks for no login, as far as `invocableByAnyone` lets it be. */
function urlWay(world: World, node: StoredNode): Way {
  const own = flagOf(node, 'urlWithoutAuth');
  if (own === undefined) return unknown(node, 'its URLs were not read');
  if (!own) {
    const urls = textsOf(node, 'urls');
    return closed(
      node,
      urls?.length === 0 ? 'it has no URL' : 'urlWithoutAuth is false: every URL asks for a signature',
    );
  }
  const invocable = flagOf(node, 'invocableByAnyone');
  if (invocable === false)
    return closed(node, 'invocableByAnyone is false: its policy lets nobody in by the URL');
  const policy = readable(textOf(node, 'policy'), 'resource');
  const owner = ownerOf(node.id, textOf(node, 'account'));
  if (policy === 'none') return closed(node, 'its policy lets nobody in by the URL');
  if ('unread' in policy || owner === undefined) return unknown(node, 'its policy was not read');
  const { rcps, assumes, inputs } = restrictions(world, node.id, owner, 'lambda');
  const opened = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'].map((action) =>
    opens({
      id: node.id,
      owner,
      policy,
      actions: [action],
      outsider: anonymous,
      keys: viaUrl,
      at: textOf(node, 'observedAt'),
      rcps,
    }),
  );
  const [url, invoke] = opened;
  if (url === undefined || invoke === undefined || url.state === 'no')
    return closed(
      node,
      'policy: no statement allows lambda:InvokeFunctionUrl to anyone by a URL that asks for no login',
    );
  const isAlias = flagOf(node, 'aliasUrlWithoutAuth') !== false;
  const conditions: readonly Condition[] = [
    ...url.conditions,
    ...(invoke.state === 'no'
      ? [
          {
            key: 'lambda:InvokeFunction',
            operator: 'is allowed or',
            values: ['the URL is from before October 2025'],
            policy: node.id,
          },
        ]
      : invoke.conditions),
    ...(isAlias ? [{ key: 'aliasUrlWithoutAuth', operator: 'is', values: ['false'], policy: node.id }] : []),
  ];
  // The property may know of a reason that the policy alone does not show.
  const isSure = conditions.length === 0 && invocable === true;
  const held =
    invocable === null || invocable === undefined
      ? [{ key: 'invocableByAnyone', operator: 'is', values: ['true'], policy: node.id }]
      : [];
  return way({
    ...base(node),
    key: 'address/url',
    state: isSure ? 'yes' : 'conditional',
    conditions: isSure ? [] : conditions.length > 0 ? conditions : held,
    chain: [
      `${node.id}: urlWithoutAuth is true${(textsOf(node, 'urls') ?? []).map((one) => `, ${one}`).join('')}`,
      ...url.statements.map(
        (s) => `${node.id}: policy, statement ${s}: allows lambda:InvokeFunctionUrl to anyone`,
      ),
      ...invoke.statements.map(
        (s) => `${node.id}: policy, statement ${s}: allows lambda:InvokeFunction to anyone`,
      ),
    ],
    ports: ['tcp/443'],
    inputs,
    assumes,
  });
}

/** Every way by an address of AWS's own. */
export const doorWays = (world: World): readonly Way[] => [
  ...doors.flatMap((door) =>
    world.graph
      .nodes(door.label)
      .filter(isSeen)
      .map((node) => doorWay(world, door, node)),
  ),
  ...world.graph
    .nodes('AwsLambdaFunction')
    .filter(isSeen)
    .map((node) => urlWay(world, node)),
];

export const doorLabels: readonly string[] = doors.map(({ label }) => label);

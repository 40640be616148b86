/**
 * Collections of OpenSearch Serverless: an outsider needs two, a network policy that opens the endpoint and a data access
 * policy that names the principal. A public endpoint alone lets nobody at anything.
 *
 * Source: OpenSearch Service Developer Guide, "Network access for Amazon OpenSearch Serverless" (public access wins where
 * several policies match; without one nothing is reached), "Data access control for Amazon OpenSearch Serverless" (requests
 * are signed, the named principals' own accounts must allow `aoss:APIAccessAll` too).
 */
import { z } from 'zod';
import { parseArn } from '#graph/schema/aws/ids.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { eaten, matches } from '../statement.ts';
import type { World } from './policies.ts';
import { isSeen, readJson, textOf } from './read.ts';
import { anyAccount, externalAccount, externalProvider, type Gives, type Way, way } from './way.ts';

const COLLECTION = 'AwsOpenSearchServerlessCollection';
const DATA = 'AwsOpenSearchServerlessAccessPolicy';
const NETWORK = 'AwsOpenSearchServerlessNetworkPolicy';

const grants = z.array(
  z.looseObject({
    Rules: z.array(
      z.looseObject({
        ResourceType: z.string(),
        Resource: z.array(z.string()),
        Permission: z.array(z.string()),
      }),
    ),
    Principal: z.array(z.string()),
  }),
);
const openings = z.array(
  z.looseObject({
    Rules: z.array(z.looseObject({ ResourceType: z.string(), Resource: z.array(z.string()) })),
    AllowFromPublic: z.boolean(),
    SourceVPCEs: z.array(z.string()).default([]),
  }),
);

const samePlace = (a: string, b: string): boolean => {
  const [one, other] = [parseArn(a), parseArn(b)];
  return one?.account === other?.account && one?.region === other?.region;
};

const seesPermissions = /^aoss:(?:\*|ReadDocument|DescribeIndex)$/;
const putsPermissions = /^aoss:(?:\*|WriteDocument|UpdateIndex|DeleteIndex|CreateIndex)$/;

interface Grant {
  readonly policy: string;
  readonly principal: string;
  readonly permissions: readonly string[];
}

/** Grants on indexes of the collection. */
function grantsOn(name: string, policies: readonly StoredNode[]): readonly Grant[] {
  return policies.flatMap((node) =>
    (readJson(grants, textOf(node, 'document')) ?? []).flatMap(({ Rules, Principal }) => {
      const permissions = Rules.filter(
        (rule) =>
          rule.ResourceType === 'index' &&
          rule.Resource.some((pattern) =>
            [...eaten(pattern, `index/${name}/`)].some((at) => at < pattern.length),
          ),
      ).flatMap((rule) => rule.Permission);
      return permissions.length === 0
        ? []
        : Principal.map((principal) => ({ policy: node.id, principal, permissions }));
    }),
  );
}

type Network =
  | { readonly state: 'open' | 'closed'; readonly by: string }
  | { readonly state: 'unknown'; readonly by: string };

function networkOf(resource: string, policies: readonly StoredNode[]): Network {
  const unread: string[] = [];
  for (const node of policies) {
    const rules = readJson(openings, textOf(node, 'rules'));
    if (rules === undefined) {
      unread.push(node.id);
      continue;
    }
    const open = rules.find(
      (one) =>
        one.AllowFromPublic &&
        one.Rules.some(
          (rule) => rule.ResourceType === 'collection' && rule.Resource.some((p) => matches(p, resource)),
        ),
    );
    if (open !== undefined) return { state: 'open', by: node.id };
  }
  return unread.length > 0 ? { state: 'unknown', by: unread.join(', ') } : { state: 'closed', by: '' };
}

function partyOf(principal: string, world: World, owner: string) {
  // `saml/<account>/<provider>/user/<name>`: people of a provider that the account trusts.
  const saml = /^saml\/(\d{12})\/([^/]+)\//.exec(principal);
  if (saml !== null) return externalProvider(`saml/${saml[1]}/${saml[2]}`);
  const account = parseArn(principal)?.account ?? '';
  return !/^\d{12}$/.test(account) || account === owner || world.ours.accounts.has(account)
    ? undefined
    : externalAccount(account);
}

function collectionWays(world: World, node: StoredNode): readonly Way[] {
  const { graph } = world;
  const owner = parseArn(node.id)?.account ?? '';
  const near = (label: string) =>
    graph.nodes(label).filter((one) => isSeen(one) && samePlace(one.id, node.id));
  const [data, network] = [near(DATA), near(NETWORK)];
  const base = { outside: anyAccount, to: node.id, key: 'policy', gives: 'see', via: 'policy' } as const;
  const unread = data.filter((one) => readJson(grants, textOf(one, 'document')) === undefined);
  const name = textOf(node, 'name') ?? '';
  const opened = networkOf(`collection/${name}`, network);
  const words =
    opened.state === 'open'
      ? `${opened.by}: AllowFromPublic for the collection`
      : `${node.id}: no network policy lets in the public`;
  const found = grantsOn(name, data).flatMap((grant): readonly Way[] => {
    const outside = partyOf(grant.principal, world, owner);
    if (outside === undefined) return [];
    const kinds: readonly (readonly [Gives, string, RegExp])[] = [
      ['see', 'READ', seesPermissions],
      ['put', 'WRITE', putsPermissions],
    ];
    return kinds
      .filter(([, , pattern]) => grant.permissions.some((one) => pattern.test(one)))
      .map(([gives, verb]) =>
        way({
          ...base,
          outside,
          gives,
          key: `policy/${verb}`,
          state: opened.state === 'open' ? 'yes' : opened.state === 'closed' ? 'no' : 'unknown',
          closes:
            opened.state === 'open'
              ? []
              : opened.state === 'closed'
                ? [words]
                : [`${opened.by}: was not read`],
          chain: [words, `${grant.policy}: Principal has ${grant.principal}`],
          inputs: [node.id, grant.policy, ...(opened.state === 'open' ? [opened.by] : [])],
        }),
      );
  });
  const distinct = [...new Map(found.map((one) => [`${one.outside.id} ${one.key}`, one])).values()];
  return [
    ...(distinct.length > 0
      ? distinct
      : [
          way({
            ...base,
            state: 'no',
            closes: [`${node.id}: no data access policy names anyone outside`, words],
            inputs: [node.id],
          }),
        ]),
    ...unread.map((one) =>
      way({
        ...base,
        key: `policy/${one.id}`,
        state: 'unknown',
        closes: [`${one.id}: its document was not read`],
      }),
    ),
  ];
}

/** Every way to a collection. */
export const searchWays = (world: World): readonly Way[] =>
  world.graph
    .nodes(COLLECTION)
    .filter(isSeen)
    .flatMap((node) => collectionWays(world, node));

export const searchNeeds = [COLLECTION, DATA, NETWORK] as const;

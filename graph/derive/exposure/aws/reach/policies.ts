/** What resource policies give to outsiders, by the verbs of each kind. */
import type { AccessCase } from '#graph/access/aws/case.ts';
import { rcpServices } from '#graph/access/aws/data/rcp-services.ts';
import { policyOf } from '#graph/access/aws/policy.ts';
import type { Organizations } from '#graph/derive/access/aws/limits.ts';
import { ownerOf } from '#graph/derive/access/aws/resource.ts';
import { NO_POLICY } from '#graph/schema/aws/document.ts';
import { type PolicyStatement, parsePolicy } from '#graph/schema/aws/facts.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';
import type { Catalogue, CatalogueKind, Verb } from '#graph/schema/catalogue.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { hasAction } from '../statement.ts';
import type { Asked, Readable } from './ask.ts';
import { bucketCap, bucketSettings, type Settings } from './bucket.ts';
import type { Keys } from './chosen.ts';
import { type Opening, opens } from './opens.ts';
import type { Ours } from './ours.ts';
import { stranger } from './ours.ts';
import { type Outsider, outsidersIn, withoutCanonical } from './outsiders.ts';
import { type Graph, isSeen, textOf } from './read.ts';
import { type Subject, subjects } from './subjects.ts';
import { anyAccount, type Gives, internet, isAnyone, opensMore, type Way, way } from './way.ts';

export const givesOf: Readonly<Partial<Record<Verb, Gives>>> = {
  READ: 'see',
  WRITE: 'put',
  INVOKE: 'ask',
  EXEC: 'own',
  ASSUME: 'own',
  MANAGE: 'put',
};

/** Of all that manages a thing only this changes what is in it: whoever writes its policy lets himself in. */
const opensItUp = /:(?:Put\w*(?:Policy|Acl)|AddPermission|CreateGrant)$/;

/** What is handed to every rule of reach. */
export interface World {
  readonly graph: Graph;
  readonly catalogue: Catalogue;
  readonly ours: Ours;
  readonly organizations: Organizations;
}

/** A document, or why nothing can be concluded from it. `none`: there is none. */
export function readable(
  text: string | undefined,
  type: 'resource' | 'trust',
): Readable | 'none' | { readonly unread: string } {
  if (text === undefined) return { unread: 'was not read' };
  if (text === NO_POLICY) return 'none';
  const document = parsePolicy(text);
  if (document === undefined) return { unread: 'is no policy document' };
  const json = withoutCanonical(JSON.parse(text));
  const parsed = policyOf(JSON.parse(text), type);
  return 'malformed' in parsed ? { unread: `is malformed: ${parsed.malformed}` } : { document, json };
}

export interface Restriction {
  readonly rcps: AccessCase['rcps'];
  readonly assumes: readonly string[];
  readonly inputs: readonly string[];
}

/** Resource control policies above the account; what of them nobody read is taken not to restrict. */
export function restrictions(
  { organizations }: World,
  id: string,
  owner: string,
  service: string,
): Restriction {
  if (!rcpServices.has(service)) return { rcps: undefined, assumes: [], inputs: [] };
  const { rcps, inputs } = organizations.of(parseArn(id)?.partition ?? 'aws', owner);
  if (rcps === undefined) return { rcps: undefined, assumes: [], inputs: inputs.rcps };
  const name = `resource control policies of account ${owner}`;
  if (rcps === null) return { rcps: undefined, assumes: [name], inputs: inputs.rcps };
  const levels = rcps.map((level) =>
    (level ?? []).flatMap(({ text }) => {
      const json: unknown = text === null ? undefined : readJsonText(text);
      return json === undefined || 'malformed' in policyOf(json, 'rcp') ? [] : [json];
    }),
  );
  const isWhole = rcps.every((level, i) => level !== null && levels[i]?.length === level.length);
  return { rcps: levels, assumes: isWhole ? [] : [name], inputs: inputs.rcps };
}

function readJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const whom = ({ node }: Outsider): string => node.name;

/** Tests of the statements that speak of the actions: where one of them closes, it is told. */
const testsOf = (id: string, policy: Readable, actions: readonly string[]): readonly string[] =>
  policy.document.statements.flatMap((s: PolicyStatement, i) => {
    if (s.conditions.length === 0 || !actions.some((action) => hasAction(s, action))) return [];
    const tests = s.conditions.map((c) => `${c.key} ${c.operator} ${c.values.join(', ')}`).join(' and ');
    return [`${id}: policy, statement ${s.sid ?? i}: ${s.allows ? 'allows' : 'denies'} only where ${tests}`];
  });

interface Asking {
  readonly world: World;
  readonly subject: Subject;
  readonly node: StoredNode;
  readonly kind: CatalogueKind;
  readonly owner: string;
  readonly policy: Readable;
  readonly settings: Settings | undefined;
  readonly keys: Keys;
}

function verbWays(asking: Asking, verb: Verb, outsiders: readonly Outsider[]): readonly Way[] {
  const { world, subject, node, kind, owner, policy, settings, keys } = asking;
  const gives = givesOf[verb];
  const actions = (kind.verbs[verb] ?? []).filter(
    (action) => subject.except?.includes(action) !== true && (verb !== 'MANAGE' || opensItUp.test(action)),
  );
  const [service = ''] = actions[0]?.split(':') ?? [];
  if (gives === undefined || actions.length === 0) return [];
  const restricted = restrictions(world, node.id, owner, service);
  const found: Way[] = [];
  for (const outsider of outsiders) {
    const base = {
      outside: outsider.node,
      to: node.id,
      key: `policy/${verb}`,
      gives,
      via: 'policy' as const,
    };
    const why = subject.closed?.(node, verb);
    if (why !== undefined) {
      found.push(way({ ...base, state: 'no', closes: [why] }));
      continue;
    }
    const openingUnder = (block: AccessCase['blockPublicAccess']): Opening =>
      opens({
        id: node.id,
        owner,
        policy,
        actions,
        outsider,
        keys,
        at: textOf(node, 'observedAt'),
        rcps: restricted.rcps,
        ...(block === undefined ? {} : { block }),
        ...(settings === undefined || !isAnyone(outsider.node.id)
          ? {}
          : { cap: (action: string, answer: Asked) => bucketCap(node, action, answer) }),
      });
    const opening = openingUnder(settings?.block);
    const inputs = [node.id, ...restricted.inputs, ...(settings?.inputs ?? [])];
    if (opening.state === 'no') {
      found.push(way({ ...base, state: 'no', inputs, closes: closing(asking, opening, actions, outsider) }));
      continue;
    }
    // A setting that nobody read counts where it would change the answer.
    const isBlocked =
      settings !== undefined &&
      settings.unread.length > 0 &&
      openingUnder(settings.strictest).state !== opening.state;
    const conditions = [
      ...opening.conditions,
      ...(subject.conditions?.(node, outsider.node.id) ?? []),
      ...(isBlocked ? settings.unread : []),
    ];
    found.push(
      way({
        ...base,
        state: conditions.length > 0 ? 'conditional' : 'yes',
        conditions,
        chain: opening.statements.map(
          (s) =>
            `${node.id}: policy, statement ${s}: allows ${opening.actions.join(', ')} to ${whom(outsider)}`,
        ),
        part: opening.part,
        inputs,
        assumes: [...restricted.assumes, ...(subject.assumes?.(node, verb) ?? [])],
      }),
    );
  }
  return narrowest(found);
}

function closing(
  { node, policy }: Asking,
  opening: Opening,
  actions: readonly string[],
  outsider: Outsider,
): readonly string[] {
  const denied = opening.denials.map((words) => `${node.id}: ${words}: denies`);
  if (denied.length > 0) return denied;
  const tests = testsOf(node.id, policy, actions);
  return tests.length > 0
    ? tests
    : [`${node.id}: policy: no statement allows ${actions.join(', ')} to ${whom(outsider)}`];
}

/** Whoever needs less is enough: what the internet can, anyone with an account can too, and so can a named one. */
function narrowest(ways: readonly Way[]): readonly Way[] {
  const wider = (one: Way): readonly Way[] =>
    ways.filter(
      (other) =>
        other.state === 'yes' &&
        (other.part.length === 0 || other.part.join() === one.part.join()) &&
        (other.outside.id === internet.id ||
          (other.outside.id === anyAccount.id && one.outside.id !== internet.id)) &&
        other.outside.id !== one.outside.id,
    );
  return ways.filter(
    (one) => one.state === 'no' || wider(one).every((other) => opensMore(one.state, other.state)),
  );
}

const none = (
  node: StoredNode,
  outside = anyAccount,
  why = `${node.id}: its policy names nobody outside`,
): Way =>
  way({ outside, to: node.id, key: 'policy', gives: 'see', via: 'policy', state: 'no', closes: [why] });

function subjectWays(world: World, subject: Subject, node: StoredNode): readonly Way[] {
  const kind = world.catalogue.find((one) => one.kind === subject.label);
  const owner = ownerOf(node.id, textOf(node, 'account'));
  const policy = readable(textOf(node, 'policy'), 'resource');
  const outside = subject.unsigned ? internet : anyAccount;
  if (policy === 'none') return [none(node, outside, `${node.id}: it has no policy`)];
  const unknown = (why: string, key = 'policy'): Way => ({
    ...none(node, outside, why),
    state: 'unknown',
    key,
  });
  if ('unread' in policy) return [unknown(`${node.id}: its policy ${policy.unread}`)];
  if (owner === undefined || kind === undefined) return [unknown(`${node.id}: nobody knows whose it is`)];
  const { outsiders, unread } = outsidersIn(policy.document, {
    partition: parseArn(node.id)?.partition ?? 'aws',
    ours: world.ours,
    owner,
    stranger: stranger(world.ours, textOf(node, 'policy') ?? ''),
    unsigned: subject.unsigned,
  });
  const settings = subject.label === 'AwsS3Bucket' ? bucketSettings(world.graph, node, owner) : undefined;
  const region = textOf(node, 'region') ?? 'global';
  const organization = world.ours.accounts.has(owner) ? [...world.ours.organizations] : [];
  const keys: Keys = {
    ...(region === 'global' ? {} : { 'aws:RequestedRegion': region }),
    ...(organization.length === 1 ? { 'aws:ResourceOrgID': organization } : {}),
    ...subject.keys,
  };
  const asking: Asking = { world, subject, node, kind, owner, policy, settings, keys };
  const verbs = Object.keys(givesOf) as readonly Verb[];
  const ways = outsiders.length === 0 ? [] : verbs.flatMap((verb) => verbWays(asking, verb, outsiders));
  return [
    ...(ways.length === 0 ? [none(node, outside)] : ways),
    ...unread.map((why) => unknown(`${node.id}: ${why}`, `policy/${why}`)),
  ];
}

/** Every way by a resource policy. */
export const policyWays = (world: World): readonly Way[] =>
  subjects.flatMap((subject) =>
    world.graph
      .nodes(subject.label)
      .filter(isSeen)
      .flatMap((node) => subjectWays(world, subject, node)),
  );

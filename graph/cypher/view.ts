/**
 * The view of access. A match writes `(p)-[:CAN_READ]->(x)`; the graph holds sets of permissions that principals share:
 * `(p)-[:HAS_PERMISSIONS]->(set)-[:GRANTS {verb: 'READ'}]->(x)`, or the grant leads to an account and stands for all of
 * its `kind` in it. Each such edge is printed as these two steps, in two ways: to the thing, and to what holds it.
 *
 * *surely*: there is a grant whose state is `yes`, whatever it assumes and however old what it follows from is (an access that
 * was, and that nobody saw to be gone, is one). *possibly*: also a grant under conditions, or one that may be missing, because
 * `accessUnknown` of the principal or of the thing is not `none`, or because the one at which the pattern hangs is stale.
 */
import { verbs } from '#graph/schema/catalogue.ts';
import type { EdgePattern } from './ast.ts';
import type { Mode } from './operands.ts';
import { and, or } from './scope.ts';
import type { Writer } from './writer.ts';

const prefix = 'CAN_';

/** The verb of an edge type of the view, or `undefined` for other types. */
export const verbOf = (type: string): string | undefined =>
  type.startsWith(prefix) ? verbs.find((verb) => `${prefix}${verb}` === type) : undefined;

/** Is it an edge of the view? Then it has no other types (`bind.ts` refuses a mixture). */
export const isView = (edge: Pick<EdgePattern, 'types'>): boolean =>
  edge.types.some(({ name }) => verbOf(name) !== undefined);

/** What the view rests on: edge types of the graph, and the property of its ends that says what is missing. */
export const HAS = 'HAS_PERMISSIONS';
export const GRANTS = 'GRANTS';
export const UNKNOWN = 'accessUnknown';

/** The label of what a grant leads to, where it is not the thing itself. */
export const holderLabel = ({ via }: EdgePattern): string => (via === 'account' ? 'Account' : 'Asset');

/** A variable that stands for the account that holds the thing; nobody can write it. */
export const holderOf = (edge: EdgePattern): string => `${edge.variable}@`;

/** The edges as they are laid: to the thing, or to what stands for it. What nobody could read is not laid. */
export const laid = (edges: readonly EdgePattern[]): readonly EdgePattern[] =>
  edges
    .filter(({ via }) => via !== 'unread')
    .map((edge) => (isView(edge) && edge.via !== 'thing' ? { ...edge, to: holderOf(edge) } : edge));

/** The ways in which a grant of the edge may stand in the graph, or be missing in it. */
export const waysOf = (edge: EdgePattern): readonly EdgePattern[] => [
  { ...edge, via: 'thing' },
  { ...edge, via: 'account' },
  { ...edge, via: 'unread' },
];

/** Is there a way in it that *surely* does not take? */
export const isOpen = (edges: readonly EdgePattern[]): boolean => edges.some(({ via }) => via === 'unread');

/**
 * That access between the two is not in the graph because it could not be told of the far end. What the near end may lack is
 * asked of it alone (`mayLack`). Of far ends that are stale, or were never listed, coverage tells (`Known.blind`). Nobody is
 * granted anything in another cloud.
 * @param far printed names of the ends that the pattern itself binds: one, or both where each is near the other's
 */
export function isUntold(far: readonly string[], near: string | undefined, writer: Writer): string {
  const none = writer.param('none');
  const lacks = or(far.map((printed) => `coalesce(${printed}.${UNKNOWN} <> ${none}, true)`));
  if (near === undefined) return lacks;
  const same = far.map((printed) => `coalesce(${near}.cloud = ${printed}.cloud, true)`);
  return and([lacks, ...same, `coalesce(${near}.${UNKNOWN} = ${none}, false)`]);
}

export interface Laid {
  readonly text: string;
  /** Name of the edge of the grant. */
  readonly grant: string;
}

/** The two steps, from the principal's side or to it. `end`: the node that they lead to, printed. */
export function steps(writer: Writer, forward: boolean, end: () => string): Laid {
  const has = `[${writer.name('e')}:${HAS}]`;
  const set = `(${writer.name('n')}:PermissionSet)`;
  const grant = writer.name('e');
  const grants = `[${grant}:${GRANTS}]`;
  const text = forward ? `-${has}->${set}-${grants}->${end()}` : `<-${grants}-${set}<-${has}-${end()}`;
  return { text, grant };
}

/**
 * That the grant is of one of the verbs and on the thing. Never null.
 * @param thing printed name of the thing
 * @param holder printed name of what the grant leads to, where that is not the thing
 */
export function grantHolds(
  { types, via }: EdgePattern,
  names: { readonly grant: string; readonly thing: string; readonly holder: string },
  mode: Mode,
  writer: Writer,
): string {
  const { grant, thing, holder } = names;
  const wanted = writer.param(types.flatMap(({ name }) => verbOf(name) ?? []));
  const no = writer.param(false);
  const yes = writer.param(true);
  const onThing = `${grant}.onContainer = ${no}`;
  const onAll = `(${grant}.onContainer = ${yes} AND ${grant}.kind = ${thing}.kind AND ${holder}.account = ${thing}.account)`;
  const reaches =
    via === 'thing'
      ? onThing
      : via === 'account'
        ? onAll
        : `((${onThing} AND ${holder}.id = ${thing}.id) OR ${onAll})`;
  const sure = mode === 'surely' ? [`${grant}.state = ${writer.param('yes')}`] : [];
  return `coalesce(${[`${grant}.verb IN ${wanted}`, reaches, ...sure].join(' AND ')}, false)`;
}

/** Whether access of, or to, the node at which the pattern hangs may exist without being in the graph. */
export const mayLack = (printed: string, writer: Writer): string =>
  or([
    `coalesce(${printed}.${UNKNOWN} <> ${writer.param('none')}, true)`,
    `coalesce(${printed}.stale, false)`,
  ]);

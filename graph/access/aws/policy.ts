/**
 * A policy document made ready to be asked. What IAM would not take is not read at all: half a policy grants or denies
 * something else than its author wrote, so it is unknown, with the reason.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language"; Organizations User Guide, "SCP syntax", "RCP syntax".
 */
import { type PolicyPrincipal, type PolicyStatement, parsePolicy } from '#graph/schema/aws/facts.ts';
import { type Test, testOf } from './condition.ts';
import { type Glob, glob } from './glob.ts';
import { type Template, template } from './template.ts';

/** `trust`: the resource policy of a role, which names no resource: the role is. */
export type PolicyType =
  | 'identity'
  | 'boundary'
  | 'session'
  | 'resource'
  | 'trust'
  | 'scp'
  | 'rcp'
  | 'endpoint';

export interface Patterns<T> {
  /** True for `NotAction`, `NotResource`: all but these. */
  readonly excluding: boolean;
  readonly patterns: readonly T[];
}

export interface Statement {
  /** Its `Sid`, else its place from 0. */
  readonly id: string;
  readonly allows: boolean;
  /** Absent where the policy belongs to someone. */
  readonly principals: Patterns<PolicyPrincipal> | undefined;
  /** In lower case. */
  readonly actions: Patterns<Glob>;
  /** Absent where the policy belongs to the one thing that it speaks of. */
  readonly resources: Patterns<Template> | undefined;
  readonly tests: readonly Test[];
}

export interface Policy {
  readonly statements: readonly Statement[];
}

export interface Malformed {
  readonly malformed: string;
}

const versions: ReadonlySet<string> = new Set(['2008-10-17', '2012-10-17']);
const topNames = new Set(['version', 'id', 'statement']);
const names = new Set(
  'sid effect principal notprincipal action notaction resource notresource condition'.split(' '),
);
const withPrincipal: ReadonlySet<PolicyType> = new Set(['resource', 'trust', 'rcp', 'endpoint']);

type Bag = Readonly<Record<string, unknown>>;
const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const strange = (value: Bag, known: ReadonlySet<string>): string | undefined =>
  Object.keys(value).find((name) => !known.has(name.toLowerCase()));

function shape(value: unknown): string | undefined {
  if (!isBag(value)) return 'it is no JSON object';
  const top = strange(value, topNames);
  if (top !== undefined) return `no policy has an element ${top}`;
  const statement = Object.entries(value).find(([name]) => name.toLowerCase() === 'statement')?.[1];
  if (statement === undefined) return 'it has no Statement';
  for (const [i, one] of (Array.isArray(statement) ? (statement as unknown[]) : [statement]).entries()) {
    if (!isBag(one)) return `statement ${i} is no JSON object`;
    const odd = strange(one, names);
    if (odd !== undefined) return `statement ${i}: no statement has an element ${odd}`;
  }
  return undefined;
}

/** Of two elements of which a statement has one. */
function oneOf<T>(
  yes: readonly T[] | undefined,
  no: readonly T[] | undefined,
): { readonly excluding: boolean; readonly patterns: readonly T[] } | undefined | 'both' {
  if (yes !== undefined && no !== undefined) return 'both';
  const patterns = yes ?? no;
  return patterns === undefined ? undefined : { excluding: yes === undefined, patterns };
}

function statementOf(
  s: PolicyStatement,
  at: number,
  type: PolicyType,
  variables: boolean,
): Statement | Malformed {
  const wrong = (what: string): Malformed => ({ malformed: `statement ${at}: ${what}` });
  const actions = oneOf(s.actions, s.notActions);
  const resources = oneOf(s.resources, s.notResources);
  const principals = oneOf(s.principals, s.notPrincipals);
  if (actions === 'both' || resources === 'both' || principals === 'both')
    return wrong('it has an element and its Not');
  if (actions === undefined) return wrong('it has no Action');
  const action = actions.patterns.find((text) => text !== '*' && !/^[^:\s]+:[^:\s]+$/.test(text));
  if (action !== undefined) return wrong(`${action} is no action`);
  const resource = resources?.patterns.find((text) => text !== '*' && !text.startsWith('arn:'));
  if (resource !== undefined) return wrong(`${resource} is no ARN`);
  if (withPrincipal.has(type) !== (principals !== undefined))
    return wrong(principals === undefined ? 'it has no Principal' : 'it may not have a Principal');
  if (type === 'trust' && resources !== undefined) return wrong('it may not have a Resource');
  if (type !== 'trust' && type !== 'resource' && resources === undefined) return wrong('it has no Resource');
  const tests: Test[] = [];
  for (const { operator, key, values } of s.conditions) {
    const test = testOf(operator, key, values, variables);
    if ('malformed' in test) return wrong(test.malformed);
    tests.push(test);
  }
  return {
    id: s.sid ?? String(at),
    allows: s.allows,
    principals,
    actions: { ...actions, patterns: actions.patterns.map((text) => glob(text.toLowerCase())) },
    resources:
      resources === undefined
        ? undefined
        : {
            ...resources,
            patterns: resources.patterns.map((text) =>
              template(text, { variables, wildcards: true, resource: true }),
            ),
          },
    tests,
  };
}

/** @param value a policy document as parsed JSON */
export function policyOf(value: unknown, type: PolicyType): Policy | Malformed {
  const odd = shape(value);
  if (odd !== undefined) return { malformed: odd };
  const document = parsePolicy(JSON.stringify(value));
  if (document === undefined) return { malformed: 'an element has a value that it cannot have' };
  if (!versions.has(document.version)) return { malformed: `no policy language ${document.version}` };
  const statements: Statement[] = [];
  for (const [i, raw] of document.statements.entries()) {
    const one = statementOf(raw, i, type, document.version !== '2008-10-17');
    if ('malformed' in one) return one;
    statements.push(one);
  }
  return { statements };
}

/** The same, from JSON text. */
export function policyOfText(text: string, type: PolicyType): Policy | Malformed {
  try {
    return policyOf(JSON.parse(text), type);
  } catch {
    return { malformed: 'it is no JSON' };
  }
}

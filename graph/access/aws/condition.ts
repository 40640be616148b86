/**
 * One test of a condition block: `[ForAnyValue:|ForAllValues:]operator[IfExists] key values`.
 *
 * Source: IAM User Guide, "Condition operators", "Set operators for multivalued context keys".
 */
import type { Context } from './context.ts';
import { sameCase } from './glob.ts';
import { operatorNamed } from './operators/index.ts';
import type { Operator } from './operators/types.ts';
import { fill, type Template, template } from './template.ts';
import { any, type Maybe, not } from './three.ts';

export interface Test {
  /** As it is written in the policy. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly holds: (context: Context) => Maybe;
}

type Set = 'any' | 'all' | undefined;

interface Parsed {
  readonly set: Set;
  readonly name: string;
  readonly ifExists: boolean;
}

function parsed(operator: string): Parsed {
  const lowered = operator.toLowerCase();
  const set = lowered.startsWith('foranyvalue:')
    ? 'any'
    : lowered.startsWith('forallvalues:')
      ? 'all'
      : undefined;
  const plain = set === undefined ? lowered : lowered.slice(lowered.indexOf(':') + 1);
  const name = plain.replace(/ifexists$/, '');
  return { set, name, ifExists: name !== plain };
}

const isBoolean = (text: string): boolean => /^(?:true|false)$/i.test(text);

/** Is the key absent? Any one of the policy's values may say so. An unknown key may be either. */
function nullTest(key: string, values: readonly string[]): Test['holds'] {
  return (context) => {
    const found = context.find(key);
    if (found === 'unknown') return null;
    return values.some((value) => (value.toLowerCase() === 'true') === (found === 'absent'));
  };
}

/** Does one value of the request hold? Where the operator is negated: against every value of the policy. */
function comparer(operator: Operator, values: readonly string[], variables: boolean) {
  const { negated } = operator;
  const decided = (found: Maybe): Maybe => (negated ? not(found) : found);
  if (!('wildcards' in operator))
    return (actual: string): Maybe => decided(values.some((value) => operator.matches(actual, value)));
  const templates = values.map((text) => template(text, { variables, wildcards: operator.wildcards }));
  const { ignoresCase } = operator;
  const matches = (wanted: Template, actual: string, context: Context): Maybe => {
    const filled = fill(wanted, context);
    if (filled === undefined) return false;
    // A variable that nobody knows stands as `*`: a pattern that does not match even so, does not match.
    const pattern = ignoresCase ? sameCase(filled.pattern) : filled.pattern;
    const could = operator.matches(pattern, ignoresCase ? actual.toLowerCase() : actual);
    return could ? (filled.known ? true : null) : false;
  };
  return (actual: string, context: Context): Maybe =>
    decided(any(templates.map((wanted) => matches(wanted, actual, context))));
}

function holdsFor(
  { set, ifExists }: Parsed,
  key: string,
  negated: boolean,
  compare: (actual: string, context: Context) => Maybe,
): Test['holds'] {
  return (context) => {
    const found = context.find(key);
    if (found === 'unknown') return null;
    if (found === 'absent') {
      if (ifExists || set === 'all') return true;
      return set === undefined && negated;
    }
    if (set === undefined && found.many) return false;
    if (set === undefined) return any(found.values.map((value) => compare(value, context)));
    // An empty string counts as no value here.
    const values = found.values.filter((value) => value !== '').map((value) => compare(value, context));
    return set === 'any' ? any(values) : not(any(values.map(not)));
  };
}

/**
 * @param variables does the policy's version have variables?
 * @returns the reason, where IAM would not take such a test
 */
export function testOf(
  operator: string,
  key: string,
  values: readonly string[],
  variables: boolean,
): Test | { readonly malformed: string } {
  const how = parsed(operator);
  const lowered = key.toLowerCase();
  const shown = { operator, key, values };
  if (!/^[^:\s]+:\S/.test(key)) return { malformed: `condition key ${key} has no service in front` };
  if (how.name === 'null') {
    if (how.ifExists) return { malformed: 'Null takes no IfExists' };
    const odd = values.find((value) => !isBoolean(value));
    if (odd !== undefined) return { malformed: `Null takes true or false, not ${odd}` };
    return { ...shown, holds: nullTest(lowered, values) };
  }
  const known = operatorNamed.get(how.name);
  if (known === undefined) return { malformed: `no condition operator ${operator}` };
  const odd = values.find((value) => !known.accepts(value));
  if (odd !== undefined) return { malformed: `${known.name} takes no ${JSON.stringify(odd)}` };
  return { ...shown, holds: holdsFor(how, lowered, known.negated, comparer(known, values, variables)) };
}

/** What stands for a test that the question cannot answer, without a condition key of AWS. */
export const openTest = (key: string, operator: string, values: readonly string[]): Test => ({
  operator,
  key,
  values,
  holds: () => null,
});

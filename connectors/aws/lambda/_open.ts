/**
 * Whom a function's own policy lets call it, where its text alone is clear about that.
 *
 * A call comes by Lambda's API (`InvokeFunction`) or by the function's URL (`InvokeFunctionUrl`); a statement whose
 * condition speaks of URLs grants nothing to a call by the API. What hangs on any other condition, or on a denial that may
 * or may not bite, is unknown.
 * Source: Lambda Developer Guide, "Control access to Lambda function URLs"; Service Authorization Reference, "AWS Lambda".
 */
import { type PolicyCondition, type PolicyStatement, parsePolicy } from '#graph/schema/aws/facts.ts';

/** How a call comes in. */
type Way = 'api' | 'url';
const actions: Readonly<Record<Way, readonly string[]>> = {
  api: ['lambda:invokefunction', 'lambda:invokeasync'],
  url: ['lambda:invokefunctionurl'],
};

/** Whether a pattern with `*` and `?` matches the whole text: goes back to the last `*` only, so that it is never slow. */
function matches(pattern: string, text: string): boolean {
  let p = 0;
  let star = -1;
  let from = 0;
  for (let t = 0; t < text.length; ) {
    if (pattern[p] === '*') {
      star = p++;
      from = t;
    } else if (pattern[p] === '?' || pattern[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++from;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

function speaksOf(s: PolicyStatement, way: Way): boolean {
  const named = (patterns: readonly string[]) => (action: string) =>
    patterns.some((pattern) => matches(pattern.toLowerCase(), action));
  if (s.actions !== undefined) return actions[way].some(named(s.actions));
  if (s.notActions === undefined) return false;
  const left = named(s.notActions);
  return actions[way].some((action) => !left(action));
}

/** An allowing `NotPrincipal` lets in everyone else. */
const namesEveryone = (s: PolicyStatement): boolean =>
  s.notPrincipals !== undefined || s.principals?.some((p) => p.value === '*') === true;

/** Whether one condition holds for a stranger who comes this way; null: it depends. */
function holds(c: PolicyCondition, way: Way): boolean | null {
  const key = c.key.toLowerCase();
  const operator = c.operator.toLowerCase();
  const values = c.values.map((v) => v.toLowerCase());
  // Set for calls by URL only: without `IfExists` it does not hold for any other.
  if (key === 'lambda:functionurlauthtype' && /^string(?:equals(?:ignorecase)?|like)$/.test(operator))
    return way === 'url' && values.includes('none');
  if (key === 'lambda:invokedviafunctionurl' && operator === 'bool' && values.length === 1)
    return (way === 'url') === (values[0] === 'true');
  return null;
}

/** Whether all conditions of a statement hold for anyone who comes this way. */
function applies(s: PolicyStatement, way: Way): boolean | null {
  const each = s.conditions.map((c) => holds(c, way));
  if (each.includes(false)) return false;
  return each.includes(null) ? null : true;
}

/**
 * Whether anyone at all may call the function this way, as far as its policy goes.
 * @param policy the document as JSON text; without statements nobody may.
 * @returns null where the text alone does not tell.
 */
export function letsAnyoneIn(policy: string, way: Way): boolean | null {
  const document = parsePolicy(policy);
  if (document === undefined) return null;
  const about = document.statements.filter((s) => namesEveryone(s) && speaksOf(s, way));
  const verdicts = (allows: boolean) => about.filter((s) => s.allows === allows).map((s) => applies(s, way));
  const granted = verdicts(true);
  if (granted.every((one) => one === false)) return false;
  const denied = verdicts(false);
  // A `NotPrincipal` denial leaves some in, and nobody knows here whether they are strangers.
  if (about.some((s) => !s.allows && s.notPrincipals !== undefined)) return null;
  if (denied.includes(true)) return false;
  return granted.includes(true) && !denied.includes(null) ? true : null;
}

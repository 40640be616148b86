/** What single statements of a resource policy say: of whom, of which actions, of what. Shared by what is exposed. */

import { any, type Maybe } from '#graph/derive/three.ts';
import type { PolicyCondition, PolicyStatement } from '#graph/schema/aws/facts.ts';

/** Positions in a pattern that can be reached by eating the text; `*` may eat nothing. */
export function eaten(pattern: string, text: string): ReadonlySet<number> {
  const closure = (positions: Iterable<number>): Set<number> => {
    const open = new Set<number>();
    for (let p of positions) {
      open.add(p);
      while (pattern[p] === '*') {
        p += 1;
        open.add(p);
      }
    }
    return open;
  };
  let reached = closure([0]);
  for (const char of text) {
    const next: number[] = [];
    for (const p of reached) {
      if (pattern[p] === '*') next.push(p);
      else if (pattern[p] === '?' || pattern[p] === char) next.push(p + 1);
    }
    reached = closure(next);
  }
  return reached;
}

export const matches = (pattern: string, text: string): boolean => eaten(pattern, text).has(pattern.length);
const actionMatches = (pattern: string, action: string): boolean =>
  matches(pattern.toLowerCase(), action.toLowerCase());

export const hasAction = (s: PolicyStatement, action: string): boolean =>
  s.actions === undefined
    ? s.notActions?.some((pattern) => actionMatches(pattern, action)) === false
    : s.actions.some((pattern) => actionMatches(pattern, action));

/** Whether a resource of the statement passes the test; `null` for one with a variable, and for all but some. */
export function hasResource(s: PolicyStatement, test: (pattern: string) => boolean): Maybe {
  if (s.resources === undefined) return null;
  return any(s.resources.map((pattern) => (pattern.includes('${') ? null : test(pattern))));
}

/** An allowing `NotPrincipal` lets in everyone else, without signing in too. */
export const namesEveryone = (s: PolicyStatement): boolean =>
  s.notPrincipals !== undefined || s.principals?.some((p) => p.value === '*') === true;

/** Plain HTTP is refused: whoever wants in takes HTTPS. */
export const onlyRefusesPlainHttp = (conditions: readonly PolicyCondition[]): boolean =>
  conditions.length === 1 &&
  conditions.every(
    (c) =>
      /^Bool(?:IfExists)?$/i.test(c.operator) &&
      c.key.toLowerCase() === 'aws:securetransport' &&
      c.values.every((v) => v.toLowerCase() === 'false'),
  );

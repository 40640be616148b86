/** What stands behind a role besides the permissions of whoever uses it: the services it trusts, the boundary it has. */
import { evaluate } from '#graph/access/aws/ask.ts';
import { requestedRegion } from '#graph/access/aws/bulk/request.ts';
import type { BulkPrincipal } from '#graph/access/aws/bulk/types.ts';
import { policyOfText } from '#graph/access/aws/policy.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { madeOf, newArn } from './columns.ts';
import type { Held } from './holds.ts';
import type { Rule } from './rule.ts';

/** The services that a role trusts, each asked once. */
export class Trusts {
  readonly #answers = new Map<string, Held | undefined>();

  /**
   * What could not be read, or IAM would not take, grants nothing here: that it is unknown is told by the access of the role
   * itself. Source: IAM User Guide, "The confused deputy problem" (what a service says of the request).
   *
   * @param source ARN of the thing for which the service would take the role on, as far as it is known
   */
  of(role: StoredNode, service: string, source: string | undefined): Held | undefined {
    const first = this.#ask(role, service, undefined);
    if (first?.state !== 'conditional' || source === undefined) return first;
    // Another name might do where this one does not: it is not refused for it.
    const named = this.#ask(role, service, source);
    return named?.state === 'yes' ? named : first;
  }

  #ask(role: StoredNode, service: string, source: string | undefined): Held | undefined {
    const key = `${role.id}\0${service}\0${source ?? ''}`;
    if (!this.#answers.has(key)) this.#answers.set(key, this.#evaluate(role, service, source));
    return this.#answers.get(key);
  }

  #evaluate(role: StoredNode, service: string, source: string | undefined): Held | undefined {
    const trust = role.props['trustPolicy'];
    if (typeof trust !== 'string' || 'malformed' in policyOfText(trust, 'trust')) return undefined;
    const answer = evaluate({
      title: 'whether a role trusts a service',
      request: {
        principal: service,
        action: 'sts:AssumeRole',
        resource: role.id,
        context: {
          'aws:SourceAccount': parseArn(role.id)?.account ?? '',
          ...(source === undefined ? {} : { 'aws:SourceArn': source }),
        },
      },
      resource: JSON.parse(trust) as unknown,
    });
    if (answer === undefined || answer.verdict === 'no') return undefined;
    return { state: answer.verdict, conditions: answer.conditions, assumes: [] };
  }
}

/** `free`: what it grants itself it has; `bound`: not all of it; `unread`: nobody knows. */
export type Bound = 'free' | 'bound' | 'unread';

const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

/** Whether boundaries leave all of an account to whom they bound. */
export class Bounds {
  readonly #principals: ReadonlyMap<string, BulkPrincipal>;
  readonly #administrator: Rule | undefined;
  readonly #answers = new Map<string, Bound>();

  /** @param administrator the rule that says what all of an account is; without it each boundary bounds */
  constructor(principals: readonly BulkPrincipal[], administrator: Rule | undefined) {
    this.#principals = new Map(principals.map((one) => [one.id, one]));
    this.#administrator = administrator;
  }

  of(id: string): Bound {
    const principal = this.#principals.get(id);
    if (principal === undefined) return 'unread';
    const { boundary } = principal;
    if (boundary === undefined) return 'free';
    if (boundary === null || 'malformed' in policyOfText(boundary, 'boundary')) return 'unread';
    const key = `${id}\0${boundary}`;
    const known = this.#answers.get(key) ?? this.#ask(id, boundary);
    this.#answers.set(key, known);
    return known;
  }

  #ask(id: string, boundary: string): Bound {
    const at = parseArn(id);
    const region = at === undefined ? undefined : requestedRegion(at.partition, 'global');
    if (at === undefined || region === undefined || this.#administrator === undefined) return 'bound';
    const isAll = this.#administrator.needs.every(({ action, on }) =>
      madeOf(on).every(
        ({ template }) =>
          evaluate({
            title: 'whether a boundary leaves everything',
            request: {
              principal: id,
              action,
              resource: newArn(template, at, region),
              resourceAccount: at.account,
              context: { 'aws:RequestedRegion': region },
            },
            identity: [{ name: 'everything', policy: everything }],
            boundary: JSON.parse(boundary) as unknown,
          })?.verdict === 'yes',
      ),
    );
    return isAll ? 'free' : 'bound';
  }
}

/** Looks up in the bulk's answer whether a set of permissions holds an action on an asset. */

import { evaluate } from '#graph/access/aws/ask.ts';
import type {
  BulkInput,
  BulkPrincipal,
  BulkResource,
  BulkResult,
  Grant,
} from '#graph/access/aws/bulk/types.ts';
import { caseOf } from '#graph/derive/access/aws/case.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';
import { PASS, placeOf } from './columns.ts';

/** That an action is held: surely, or under conditions. */
export interface Held {
  readonly state: 'yes' | 'conditional';
  readonly conditions: Grant['conditions'];
  readonly assumes: readonly string[];
}

const held = ({ state, conditions, assumes }: Grant): Held => ({ state, conditions, assumes });

export class Holds {
  readonly #grants = new Map<string, Map<string, Map<string, Grant>>>();
  readonly #input: BulkInput;
  readonly #result: BulkResult;
  readonly #byId: ReadonlyMap<string, BulkResource>;
  readonly #members: ReadonlyMap<string, readonly BulkResource[]>;
  readonly #settled = new Map<string, Held | undefined>();
  readonly #on = new Map<string, readonly string[]>();

  constructor(input: BulkInput, result: BulkResult) {
    this.#input = input;
    this.#result = result;
    this.#byId = new Map(input.resources.map((r) => [`${r.kind}\0${r.id}`, r]));
    this.#members = Map.groupBy(input.resources, (r) => `${r.kind}\0${r.container}`);
    for (const { id, grants } of result.sets) {
      const columns = new Map<string, Map<string, Grant>>();
      for (const grant of grants) {
        const key = `${grant.verb}\0${grant.kind}`;
        const targets = columns.get(key) ?? new Map<string, Grant>();
        targets.set(grant.target, grant);
        columns.set(key, targets);
      }
      this.#grants.set(id, columns);
    }
  }

  /** Id of the set that a principal has. */
  setOf(principal: string): string | undefined {
    return this.#result.holders.get(principal);
  }

  state(set: string, action: string, kind: string, id: string): Held | undefined {
    const targets = this.#grants.get(set)?.get(`${action}\0${kind}`);
    if (targets === undefined) return undefined;
    const container = this.#byId.get(`${kind}\0${id}`)?.container;
    const grant = targets.get(id) ?? (container === undefined ? undefined : targets.get(container));
    return grant === undefined ? undefined : held(grant);
  }

  /** Does the set hold an action on anything of a kind? */
  isAnywhere(set: string, action: string, kind: string): boolean {
    return this.#grants.get(set)?.has(`${action}\0${kind}`) === true;
  }

  /** Ids of the assets of a kind on which the set holds an action. */
  on(set: string, action: string, kind: string): readonly string[] {
    const key = `${set}\0${action}\0${kind}`;
    const known = this.#on.get(key) ?? this.#find(set, action, kind);
    this.#on.set(key, known);
    return known;
  }

  /** ARNs of what is not in the graph on which the set holds an action in a region, the usual name first. */
  made(set: string, action: string, kind: string, account: string, region: string): readonly string[] {
    const place = placeOf(account, region);
    return this.on(set, action, kind)
      .flatMap((id) => (id.startsWith(place) ? [id.slice(place.length)] : []))
      .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  }

  #find(set: string, action: string, kind: string): readonly string[] {
    const targets = this.#grants.get(set)?.get(`${action}\0${kind}`);
    if (targets === undefined) return [];
    const ids = [...targets.values()].flatMap((grant) =>
      grant.onContainer
        ? (this.#members.get(`${kind}\0${grant.target}`) ?? []).map((r) => r.id)
        : [grant.target],
    );
    return [...new Set(ids)].sort();
  }

  /**
   * Whether a role may be passed to a service: a grant that hangs on `iam:PassedToService` is asked again with the service
   * known. Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service".
   */
  passes(
    principal: BulkPrincipal,
    set: string,
    role: string,
    kind: string,
    service: string,
  ): Held | undefined {
    const first = this.state(set, PASS, kind, role);
    if (first === undefined || first.state === 'yes') return first;
    const key = `${set}\0${role}\0${service}`;
    if (!this.#settled.has(key)) this.#settled.set(key, this.#settle(principal, role, kind, service, first));
    return this.#settled.get(key);
  }

  #settle(
    principal: BulkPrincipal,
    role: string,
    kind: string,
    service: string,
    first: Held,
  ): Held | undefined {
    const thing = this.#byId.get(`${kind}\0${role}`);
    if (thing === undefined) return first;
    const { accounts } = this.#input;
    const caller = accounts[parseArn(principal.id)?.account ?? ''];
    const limits = accounts[thing.account ?? ''];
    // What could not be read is in `assumes` already.
    const asked = caseOf({
      principal: principal.id,
      own: principal,
      action: PASS,
      thing,
      resource: thing.arn,
      scps: caller?.scps,
      rcps: limits?.rcps,
      organizations: { caller: caller?.organization, thing: limits?.organization },
      isGranted: true,
    });
    const context = { ...asked.request.context, 'iam:PassedToService': service };
    const answer = evaluate({ ...asked, request: { ...asked.request, context } });
    if (answer === undefined || answer.verdict === 'no') return undefined;
    return { ...first, state: answer.verdict, conditions: answer.conditions };
  }
}

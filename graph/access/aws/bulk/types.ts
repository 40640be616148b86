/** What the bulk evaluation takes and gives. */
import type { OpenCondition, Verdict } from '../explain.ts';

/** A policy as JSON text; `null`: it exists or may exist and could not be read. */
export type PolicyText = string | null;

export interface BulkPrincipal {
  /** ARN of a user or a role. */
  readonly id: string;
  /** Attached, inline and of its groups. `null`: the list could not be read. */
  readonly identity: readonly { readonly name: string; readonly policy: PolicyText }[] | null;
  readonly boundary?: PolicyText;
}

export interface BulkResource {
  /** Id of the node. */
  readonly id: string;
  /** What policies name it by: an ARN, or `*` for a thing that no policy can name. */
  readonly arn: string;
  /** ARNs that the actions of other services know it by, by service: `execute-api` of an API. */
  readonly arns?: Readonly<Record<string, string>>;
  readonly kind: string;
  /** 12 digits; `undefined` for what is AWS's own. */
  readonly account: string | undefined;
  /** In which requests to it are made; left out where nobody knows. */
  readonly region?: string | undefined;
  /** Where a grant on all of its kind stays: the id of the account or project that holds it. */
  readonly container: string;
  /** Its resource policy, a role's trust, a key's policy. */
  readonly policy?: PolicyText;
  readonly restrictPublicBuckets?: boolean | null;
}

/** What an action on a kind means to us. */
export interface VerbAction {
  readonly verb: string;
  readonly action: string;
  /** The action is on what lies under the thing (objects of a bucket): what is put behind the ARN, as `/*`. */
  readonly under?: string;
}

export interface AccountLimits {
  /** Id of the organisation that the account belongs to, or `none`; left out where nobody knows. */
  readonly organization?: string | undefined;
  /** Root → account; `null`: not read. */
  readonly scps?: readonly (readonly PolicyText[] | null)[] | null;
  readonly rcps?: readonly (readonly PolicyText[] | null)[] | null;
}

export interface BulkInput {
  readonly principals: readonly BulkPrincipal[];
  readonly resources: readonly BulkResource[];
  /** By kind. */
  readonly verbs: Readonly<Record<string, readonly VerbAction[]>>;
  /** By account, 12 digits. */
  readonly accounts: Readonly<Record<string, AccountLimits>>;
}

/** What one verb comes to on one target: several, where its actions reach a different part or hang on other conditions. */
export interface Grant {
  readonly verb: string;
  /** Those of the verb that it holds for, as the catalogue writes them. */
  readonly actions: readonly string[];
  /** Id of a resource, or of a container: then all of `kind` in it. */
  readonly target: string;
  readonly kind: string;
  readonly onContainer: boolean;
  readonly state: Exclude<Verdict, 'no'>;
  /** Patterns of what under the target is meant; empty where it is all. */
  readonly part: readonly string[];
  readonly whole: boolean;
  readonly conditions: readonly OpenCondition[];
  /** `policy#statement` of those that allow, of any holder. */
  readonly statements: readonly string[];
  /** Restricting sources that nobody could read: the grant holds unless they deny. */
  readonly assumes: readonly string[];
}

export interface PermissionSet {
  /** A hash of its content: equal grants, equal id. */
  readonly id: string;
  readonly grants: readonly Grant[];
}

export interface BulkResult {
  readonly sets: readonly PermissionSet[];
  /** Principal → its set. Who has nothing is not in it. */
  readonly holders: ReadonlyMap<string, string>;
  /** Of these a granting source could not be read: what is not granted is unknown, not denied. */
  readonly unknown: { readonly principals: readonly string[]; readonly resources: readonly string[] };
}

/**
 * The estate that a stand-in serves, as data: what each listing shows and what each read answers, in the cloud's own
 * field names. A kind's fixture is a piece of estate; the sample company is a list of pieces; a generator makes any number.
 */

type Wire = Readonly<Record<string, unknown>>;

/** An error as the cloud would send it. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  /** HTTP status. */
  readonly status?: number;
}

/** An item that a listing shows. */
export interface Listed {
  readonly operation: string;
  /** Dotted path of the list in the reply: `Endpoints`. */
  readonly into: string;
  readonly item: unknown;
  /** Only for requests whose input holds these values (listings under a parent, filters). */
  readonly input?: Wire;
}

/** An answer to a read. The first one whose `input` is contained in the request's input answers. */
export interface Answered {
  readonly operation: string;
  readonly input?: Wire;
  readonly reply?: Wire;
  readonly error?: WireError;
}

/** What is in one place. `region: '*'` for services without regions: any region's endpoint shows it. */
export interface Piece {
  readonly account: string;
  readonly region: string;
  readonly lists?: readonly Listed[];
  readonly answers?: readonly Answered[];
}

/** What a cloud answers when the estate says nothing: `NoSuchBucketPolicy`, an empty list with its required fields. */
export interface Default {
  readonly operation: string;
  readonly reply?: Wire;
  readonly error?: WireError;
}

/** An account as the login sees it. Accounts that only have pieces need none of these. */
export interface EstateAccount {
  readonly account: string;
  /** Roles of this account are given only to who names it. */
  readonly externalId?: string;
  /** Names of the roles that may be assumed here; all, where left out. */
  readonly roles?: readonly string[];
}

export interface Estate {
  readonly pieces: readonly Piece[];
  readonly defaults?: readonly Default[];
  readonly accounts?: readonly EstateAccount[];
}

/** A fault on demand. The first that matches applies; `times` counts down. */
export interface Fault {
  readonly operation?: string | RegExp;
  readonly account?: string;
  readonly region?: string;
  readonly input?: Wire;
  readonly times?: number;
  readonly fault: /** `because` ends the message: `with an explicit deny in a service control policy`. */
    | { readonly type: 'deny'; readonly because?: string }
    | { readonly type: 'throttle'; readonly retryAfterSeconds?: number }
    | { readonly type: 'status'; readonly status: number }
    | { readonly type: 'hang' }
    | { readonly type: 'cut' }
    | { readonly type: 'expired' }
    /** The body is no valid document of the protocol. */
    | { readonly type: 'garbage' }
    /** One item of the page lacks its required fields or has them of the wrong type. */
    | { readonly type: 'bad-item' }
    /** Any error. */
    | { readonly type: 'error'; readonly error: WireError };
}

/** Every kind has one beside it: `<noun>.fixture.ts`, default export. */
export interface Fixture extends Estate {
  /** The place to scan. */
  readonly account: string;
  readonly region: string;
}
export const fixture = (f: Fixture): Fixture => f;

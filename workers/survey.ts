/** What a cloud must tell before it can be scanned: who asks, where to look, and what of that it could not find out. */
import type { Kind } from '#connectors/kit/define.ts';
import type { Provider } from '#connectors/kit/provider.ts';
import type { Cloud, Coverage, Scope } from '#graph/schema/coverage.ts';

export interface Surveyed {
  readonly provider: Provider;
  readonly scopes: readonly Scope[];
  readonly coverage: readonly Coverage[];
  readonly places: {
    /** `account/region` where the account has closed the region. */
    readonly closedRegions: ReadonlySet<string>;
    /** Id of each organisation that listed its accounts now → all of them. One that could not be asked is not in here. */
    readonly accounts: ReadonlyMap<string, ReadonlySet<string>>;
  };
  /** Lines for a person: the caller, how many accounts and regions, what is left out and why. */
  readonly said: readonly string[];
}

export interface SurveyInput {
  readonly kinds: readonly Kind[];
  readonly hmacKey: string;
  readonly signal: AbortSignal;
}

/** One per cloud that is scanned. The cloud's SDK is loaded when it is called, not before. */
export interface Survey {
  readonly cloud: Cloud;
  run(input: SurveyInput): Promise<Surveyed>;
}

/**
 * What a stranger shows who was signed in by a provider that signs anyone in: each token that may open a role.
 *
 * Source: IAM User Guide, "Available keys for AWS OIDC federation", "Create a role for OpenID Connect federation", "Identity-
 * provider controls for shared OIDC providers"; Amazon Cognito Developer Guide, "Role trust and permissions" (`amr` tells
 * guests from users), "Amazon Cognito identity pools"; Google, Facebook and Amazon give an audience to each client, whoever
 * signs in to it.
 */
import type { LayerNode } from '#graph/derive/types.ts';
import type { PolicyDocument } from '#graph/schema/aws/facts.ts';
import type { Keys } from './chosen.ts';
import { fitting, namingOf } from './subject.ts';
import { type Condition, internet, strangersOf } from './way.ts';

export interface Stranger {
  readonly node: LayerNode;
  readonly keys: Keys;
  /** What opens it besides the trust policy, and was not read. */
  readonly conditions: readonly Condition[];
  readonly assumes: readonly string[];
}

type Claims = (claim: string) => readonly string[];

/** What the policy wants to see of a claim, in any of its statements. */
const claimsIn =
  (document: PolicyDocument, provider: string): Claims =>
  (claim) => [
    ...new Set(
      document.statements
        .flatMap((s) => s.conditions)
        .filter(({ key }) => key.toLowerCase() === `${provider}:${claim}`.toLowerCase())
        .flatMap(({ values }) => values)
        .filter((value) => !value.includes('${')),
    ),
  ];

const filled = (pattern: string): string => pattern.replaceAll(/[*?]+/g, 'x');
const orNone = <T>(values: readonly T[]): readonly (T | undefined)[] =>
  values.length === 0 ? [undefined] : values;

/** Who runs a pipeline there names the audience of its token; the subject says whose pipeline it is. */
function ofPipelines(provider: string, wanted: Claims): readonly Stranger[] {
  const naming = namingOf(provider);
  if (naming === undefined) return [];
  const subjects = new Set([
    naming.subject,
    ...wanted('sub').flatMap((pattern) => fitting(naming, pattern) ?? []),
  ]);
  return [...subjects].flatMap((subject) =>
    orNone(wanted('aud').map(filled)).map((audience) => ({
      node: strangersOf(provider),
      keys: {
        [`${provider}:sub`]: subject,
        ...(audience === undefined ? {} : { [`${provider}:aud`]: audience }),
      },
      conditions: [],
      assumes: [],
    })),
  );
}

/** Those who sign people in, and by which claims they say whom for which client. */
const signsPeopleIn: Readonly<
  Record<string, { readonly client: string; readonly who: Readonly<Record<string, string>> }>
> = {
  'accounts.google.com': { client: 'aud', who: { sub: '100000000000000000000' } },
  'www.amazon.com': {
    client: 'app_id',
    who: { sub: 'amzn1.account.0UTSIDER', user_id: 'amzn1.account.0UTSIDER' },
  },
  'graph.facebook.com': { client: 'app_id', who: { sub: '100000000000000', id: '100000000000000' } },
};

function ofPeople(provider: string, wanted: Claims): readonly Stranger[] {
  const known = signsPeopleIn[provider];
  if (known === undefined) return [];
  const who = Object.fromEntries(
    Object.entries(known.who).map(([claim, value]) => [`${provider}:${claim}`, value]),
  );
  return orNone(wanted(known.client)).map((client) => ({
    node: strangersOf(provider),
    keys: { ...who, ...(client === undefined ? {} : { [`${provider}:${known.client}`]: filled(client) }) },
    conditions: [],
    assumes: client === undefined ? [] : [`whom client ${client} of ${provider} signs in`],
  }));
}

/** An identity pool of a stranger's own. */
const ownPool = 'us-east-1:00000000-0000-4000-8000-000000000000';

/** Guests and users of an identity pool. Without a test of the pool, a stranger's own one does. */
function ofIdentityPools(provider: string, wanted: Claims): readonly Stranger[] {
  const methods = wanted('amr');
  const logins = methods.map(filled).filter((method) => method !== 'unauthenticated');
  const pools = wanted('aud');
  return [ownPool, ...pools].flatMap((pool): readonly Stranger[] => {
    const keys = {
      [`${provider}:aud`]: filled(pool),
      [`${provider}:sub`]: `${pool.split(':')[0] ?? ''}:00000000-0000-4000-8000-000000000001`,
    };
    const isOwn = pool === ownPool || pool.includes('*');
    const must = (key: string): Condition => ({
      key,
      operator: 'was not read, must be',
      values: ['true'],
      policy: `identity pool ${pool}`,
    });
    const guest = {
      node: internet,
      keys: { ...keys, [`${provider}:amr`]: 'unauthenticated' },
      conditions: isOwn || methods.length > 0 ? [] : [must('AllowUnauthenticatedIdentities')],
      assumes: isOwn || methods.length === 0 ? [] : [`whether identity pool ${pool} takes guests`],
    };
    const user = {
      node: strangersOf(provider),
      keys: { ...keys, [`${provider}:amr`]: [...new Set(['authenticated', ...logins])] },
      conditions: isOwn ? [] : [must('open to sign-up')],
      assumes: [],
    };
    return [guest, user];
  });
}

/** People of a user pool of Cognito, who may have signed up themselves. */
const ofUserPool = (provider: string, wanted: Claims): readonly Stranger[] =>
  orNone(wanted('aud')).map((client) => ({
    node: strangersOf(provider),
    keys: {
      [`${provider}:sub`]: '00000000-0000-4000-8000-000000000001',
      ...(client === undefined ? {} : { [`${provider}:aud`]: filled(client) }),
    },
    conditions: [
      {
        key: 'AllowAdminCreateUserOnly',
        operator: 'was not read, must be',
        values: ['false'],
        policy: provider,
      },
    ],
    assumes: [],
  }));

/** @param provider its host with path */
export function strangersIn(provider: string, document: PolicyDocument): readonly Stranger[] {
  const wanted = claimsIn(document, provider);
  if (/^cognito-identity[.-]/.test(provider)) return ofIdentityPools(provider, wanted);
  if (provider.startsWith('cognito-idp.')) return ofUserPool(provider, wanted);
  return [...ofPipelines(provider, wanted), ...ofPeople(provider, wanted)];
}

/**
 * What a request from outside says of itself, as far as anyone can know: it comes over TLS, straight and not through a
 * service or one of our endpoints, from an address that is not private.
 *
 * Source: IAM User Guide, "AWS global condition context keys" (when each is in the request: `aws:SourceIp` is not where a
 * VPC endpoint is used, `aws:SourceVpce` only there; `aws:SourceAccount`, `aws:SourceArn` only where a service calls).
 */
import type { PolicyDocument } from '#graph/schema/aws/facts.ts';
import { addressText, type Cidr, cidrOf, probes } from '../network/cidr.ts';
import { absent, choices, type Keys, times } from './chosen.ts';
import type { Membership, Outsider } from './outsiders.ts';
import { isAnyone } from './way.ts';

/** One way in which the outsider may ask. `range`: from there only. */
export interface Variant {
  readonly keys: Keys;
  readonly caller: string;
  readonly range?: string;
  /** Part of the internet at large: only what holds for all of them holds for the internet. */
  readonly general?: boolean;
}

const straight: Keys = {
  'aws:SecureTransport': 'true',
  'aws:SourceAccount': absent,
  'aws:SourceArn': absent,
  'aws:SourceOwner': absent,
  'aws:SourceOrgID': absent,
  'aws:SourceOrgPaths': absent,
  'aws:ViaAWSService': 'false',
  'aws:CalledVia': absent,
  'aws:CalledViaFirst': absent,
  'aws:CalledViaLast': absent,
  's3:DataAccessPointAccount': absent,
  's3:DataAccessPointArn': absent,
};
const overInternet: Keys = {
  'aws:SourceVpc': absent,
  'aws:SourceVpce': absent,
  'aws:VpcSourceIp': absent,
  'aws:VpceAccount': absent,
  'aws:VpceOrgID': absent,
  'aws:VpceOrgPaths': absent,
};
const foreignOrg = 'o-outsider000000';

const orgKeys = (membership: Membership): Keys => {
  if (membership === 'unknown') return {};
  if (membership === 'none') return { 'aws:PrincipalOrgID': absent, 'aws:PrincipalOrgPaths': absent };
  const id = membership === 'stranger' ? foreignOrg : membership.id;
  // Where in an organisation it is nobody can tell, only in which one.
  return membership === 'stranger'
    ? { 'aws:PrincipalOrgID': id, 'aws:PrincipalOrgPaths': [`${id}/r-outs/ou-outs-00000000/`] }
    : { 'aws:PrincipalOrgID': id };
};

/** A caller's own endpoint, in a network of its own: whoever has an account can make one, and with any private address. */
const ownEndpoint = (account: string, membership: Membership): Keys => ({
  'aws:SourceIp': absent,
  'aws:SourceVpc': 'vpc-0f0f0f0f0f0f0f0f0',
  'aws:SourceVpce': 'vpce-0f0f0f0f0f0f0f0f0',
  'aws:VpceAccount': account,
  'aws:VpceOrgID': membership === 'none' || membership === 'unknown' ? absent : foreignOrg,
});

const callerKeys = (caller: string): Keys => {
  if (caller === '*') return { 'aws:userid': 'anonymous' };
  const account = caller.split(':')[4] ?? '';
  return { 'aws:userid': 'AROA0OUTSIDER00000000:x', 'kms:CallerAccount': account };
};

const keysOf = (document: PolicyDocument): ReadonlySet<string> =>
  new Set(
    document.statements.flatMap((s) => [
      ...s.conditions.map(({ key }) => key.toLowerCase()),
      ...[
        ...s.conditions.flatMap(({ values }) => values),
        ...(s.resources ?? []),
        ...(s.notResources ?? []),
      ].flatMap((text) =>
        [...text.matchAll(/\$\{([^},]+)/g)].map(([, key = '']) => key.trim().toLowerCase()),
      ),
    ]),
  );

const addressBlocks = (document: PolicyDocument): readonly Cidr[] =>
  document.statements
    .flatMap((s) => s.conditions)
    .filter(({ key }) => key.toLowerCase() === 'aws:sourceip')
    .flatMap(({ values }) => values.flatMap((value) => cidrOf(value) ?? []));

/** From where: one place where nobody asks for addresses, else all of the internet and each range that is named. */
function places(document: PolicyDocument, asked: ReadonlySet<string>): readonly Omit<Variant, 'caller'>[] {
  if (!asked.has('aws:sourceip')) return [{ keys: {} }];
  const blocks = addressBlocks(document);
  return (['ipv4', 'ipv6'] as const).flatMap((family) =>
    probes(family, blocks).map(({ address, range }) => ({
      keys: { 'aws:SourceIp': addressText(address) },
      ...(range === undefined ? { general: true } : { range: range.text }),
    })),
  );
}

const pairs = <A, B>(some: readonly A[], others: readonly B[]): readonly (readonly [A, B])[] =>
  some.flatMap((one) => others.map((other) => [one, other] as const));

/**
 * Every way in which the outsider may ask, as far as the document tells them apart.
 * @param own keys that the service sets, and what is known of the asset
 * @param at when the asset was last seen
 */
export function variants(
  document: PolicyDocument,
  outsider: Outsider,
  own: Keys,
  at?: string,
): readonly Variant[] {
  const asked = keysOf(document);
  const asksOrg = [...asked].some((key) => /org(?:id|paths)$/.test(key));
  const asksNetwork = [...asked].some((key) => /^aws:(?:source(?:vpc|vpce|ip)|vpc.*)$/.test(key));
  const memberships = asksOrg ? outsider.memberships : outsider.memberships.slice(0, 1);
  const moments = times(document, at);
  const knows = !isAnyone(outsider.node.id);
  const asSaid = (caller: string): readonly Keys[] =>
    choices(document, asked, caller, knows).flatMap((said) =>
      moments.map((moment) => ({ ...callerKeys(caller), ...said, ...moment })),
    );
  return outsider.callers.flatMap((caller) =>
    pairs(memberships, asSaid(caller)).flatMap(([membership, said]): readonly Variant[] => {
      const base = { ...straight, ...said, ...orgKeys(membership), ...own };
      const account = caller.split(':')[4] ?? 'anonymous';
      return [
        ...places(document, asked).map((place) => ({
          ...place,
          caller,
          keys: { ...base, ...overInternet, ...place.keys },
        })),
        ...(asksNetwork ? [{ caller, keys: { ...base, ...ownEndpoint(account, membership) } }] : []),
      ];
    }),
  );
}

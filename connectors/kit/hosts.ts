/** Links that a reply holds: followed only to the hosts that configuration named, because a token travels with them. */

/** A reply pointed at a host that is none of ours. */
export class RefusedHost extends Error {
  override readonly name = 'RefusedHost';
  /** Host and port as the link had them; never its path or query, which may hold a token. */
  readonly host: string;
  constructor(host: string) {
    super(`refused to follow a link to ${host}: hosts come from configuration, never from a reply`);
    this.host = host;
  }
}

/**
 * The link as a URL if scheme, host and port are those of one of the `allowed` bases, and it carries no user info.
 * A relative link is read against `base` (default: the first allowed one). Throws `RefusedHost` for everything else.
 */
export function sameHost(link: string, allowed: readonly (string | URL)[], base?: string | URL): URL {
  const bases = allowed.map((one) => new URL(one));
  const from = base === undefined ? bases[0] : new URL(base);
  const url = URL.parse(link, from?.href);
  if (url === null) throw new RefusedHost('what is no address');
  const known = bases.some((one) => one.protocol === url.protocol && one.host === url.host);
  if (!known || url.username !== '' || url.password !== '') throw new RefusedHost(url.host || url.protocol);
  return url;
}

/** Secrets that only the name beside them gives away: `password=…`, `"api_key": "…"`, `{ Key: 'db-password', Value: '…' }`. */
import { isObject } from './paths.ts';
import type { Pattern } from './redact.patterns.ts';

/** What stands where a secret would, without being one: references, placeholders, our own marks. */
export const isReference = (text: string): boolean =>
  /^(?:\$|\{\{|<|\*+$|arn:|redacted:|null$|none$|true$|false$|undefined$)/i.test(text);

const NAME =
  'passw(?:or)?d|passphrase|(?:(?<=\\\\[nrt])|\\b)pwd|account_?key|shared_?access_?key' +
  '|(?:client|api|app|auth|secret)[_-]?(?:secret|token|key)(?:[_-]?value)?|access_?(?:secret|token|key)(?:_?value)?' +
  '|private[_-]?key|_authtoken|session[_-]?token';
/** Not in an ARN (`…:secret:…`), and no token that turns pages. */
const BARE =
  '(?:(?<=\\\\[nrt])|(?<![A-Za-z0-9:/]))(?<!(?:next|continuation|page|pagination|sync|request)[_-])(?:secret|token)';
const ASSIGNS = '\\\\*["\']?\\s{0,4}(?:=>|[=:])\\s{0,4}';
/** Up to the quote that closes it; or else up to a blank, a quote, or a sign after which another name is assigned. */
const QUOTED = '(?<quote>["\'])(?<s>(?:\\\\[^\\n\\uFFFF]|(?!\\k<quote>)[^\\\\\\n\\uFFFF]){6,4096})';
const ESCAPED = '(?<slashed>\\\\+["\'])(?<s>(?:(?!(?<!\\\\)\\k<slashed>)[^\\n\\uFFFF]){6,4096})';
const CHAR = '[^\\s"\'\\\\,;&<>(){}[\\]\\uFFFF]';
const OPEN = `(?<s>${CHAR}+(?:[,;&<>(){}[\\]]{1,8}(?![A-Za-z_][\\w.-]{0,40}(?: [\\w.-]{1,40}){0,2}\\s{0,2}=)${CHAR}+)*)`;

const after = (name: string): RegExp =>
  new RegExp(`(?:${name})${ASSIGNS}(?:${QUOTED}|${ESCAPED}|${OPEN})`, 'gi');

const telling = (s: string, shortest: number): boolean =>
  s.length >= shortest && !isReference(s) && (/\d/.test(s) || /[^A-Za-z0-9_.:/,;()<>{}[\]\s-]/.test(s));

/** "secret" and "token" also name things that are none: what reads like a name or a digest is not taken for one. */
const strictlyTelling = (s: string): boolean =>
  telling(s, 10) &&
  /\d/.test(s) &&
  /[A-Za-z]/.test(s) &&
  !/\s/.test(s) &&
  !/^[a-z0-9]+(?:[-_.:/][a-z0-9]+)+$/.test(s) &&
  !/^[a-z0-9]+(?:[-_.:/][a-z0-9]+)*-[A-Za-z0-9]{6}$/.test(s);

export const named: readonly Pattern[] = [
  { name: 'Named secret', anchors: [], find: after(NAME), accept: (s) => telling(s, 6) },
  { name: 'Secret or token', anchors: [], find: after(BARE), accept: strictlyTelling },
];

const ENDS_IN_NAME = new RegExp(`(?:${NAME})$`, 'i');
const ENDS_IN_BARE = new RegExp(`${BARE}$`, 'i');

/** Whether a value is a secret by the name that it has. */
const isSecret = (name: string, value: string): boolean =>
  (ENDS_IN_NAME.test(name) && telling(value, 6)) || (ENDS_IN_BARE.test(name) && strictlyTelling(value));

const NAMES = ['Key', 'key', 'Name', 'name', 'ParameterKey', 'ParameterName'];
const VALUES = ['Value', 'value', 'ParameterValue'];

/**
 * A copy in which values are hidden whose name, as their key or beside them in a pair, says that they are secrets; the
 * very same value if there are none.
 */
export function maskNamed(value: unknown, hide: (secret: string) => string): unknown {
  if (Array.isArray(value)) {
    const made = value.map((one) => maskNamed(one, hide));
    return made.some((one, index) => one !== value[index]) ? made : value;
  }
  if (!isObject(value)) return value;
  const label = NAMES.map((key) => (Object.hasOwn(value, key) ? value[key] : undefined)).find(
    (one) => typeof one === 'string',
  );
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    if (typeof inner !== 'string') return [key, maskNamed(inner, hide)];
    const secret =
      isSecret(key, inner) || (label !== undefined && VALUES.includes(key) && isSecret(label, inner));
    return [key, secret ? hide(inner) : inner];
  });
  return entries.some(([key, inner]) => inner !== value[key]) ? Object.fromEntries(entries) : value;
}

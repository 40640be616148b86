/**
 * Credential formats that are looked for in every string, besides the rules of secretlint's preset. Most have no boundary
 * on their left, because a secret may stand in the middle of an ARN, a name or an encoded document.
 *
 * Not secrets, and left alone: ARNs, unique ids (`AROA…`, `AIDA…`), UUIDs, digests (`sha256:…`), and an access key id
 * (`AKIA…`, `ASIA…`) by itself, which AWS treats as a name. Beside a secret key in one string it goes with it.
 */
import { isReference } from './redact.named.ts';

export interface Pattern {
  readonly name: string;
  /** One of these must occur before the expression is tried. Empty: always tried. */
  readonly anchors: readonly string[];
  /** Global. A group named `s` is the secret; without one the whole match is. */
  readonly find: RegExp;
  /** A last look at the secret. */
  readonly accept?: (secret: string) => boolean;
}

const pattern = (
  name: string,
  anchors: readonly string[],
  find: RegExp,
  accept?: (secret: string) => boolean,
): Pattern => ({ name, anchors, find, ...(accept === undefined ? {} : { accept }) });

const classOf = (char: string): number =>
  char >= 'a' && char <= 'z' ? 0 : char >= 'A' && char <= 'Z' ? 1 : char >= '0' && char <= '9' ? 2 : 3;

/**
 * Whether a run of characters looks drawn by lot: in such a run two neighbours are of different classes (lower, upper,
 * digit, sign) about two times in three; in words, paths and camel case about one time in five.
 */
export function looksRandom(text: string, share = 0.42): boolean {
  const seen = new Set<number>();
  let changes = 0;
  for (let i = 0; i < text.length; i++) {
    const mine = classOf(text.charAt(i));
    seen.add(mine);
    if (i > 0 && mine !== classOf(text.charAt(i - 1))) changes++;
  }
  return seen.has(0) && seen.has(1) && seen.has(2) && changes >= share * (text.length - 1);
}

const mixed = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);

export const patterns: readonly Pattern[] = [
  // Keys of clouds
  pattern(
    'AWS key pair',
    ['AKIA', 'ASIA'],
    /(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])[^\uFFFF]{0,80}?(?:(?<=\\[nrt])|(?<![A-Za-z0-9/+]))[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g,
    (found) => mixed(found.slice(-40)),
  ),
  pattern(
    'AWS secret key or any 40 random characters',
    [],
    /(?:(?<=\\[nrt])|(?<![A-Za-z0-9/+]))[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g,
    looksRandom,
  ),
  pattern(
    '40 random letters and digits',
    [],
    /(?:(?<=\\[nrt])|(?<![A-Za-z0-9+]))[A-Za-z0-9]{40}(?![A-Za-z0-9+/=])/g,
    looksRandom,
  ),
  pattern(
    'AWS session token',
    ['IQoJb3JpZ2lu', 'FwoGZXIvYXdz', 'FQoGZXIvYXdz'],
    /(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9/+%=]{40,}/g,
  ),
  pattern('AWS signature', ['X-Amz-'], /X-Amz-(?:Signature|Security-Token)=(?<s>[^&\s"'\uFFFF]{16,})/gi),
  pattern('Bedrock API key', ['ABSK'], /ABSK[A-Za-z0-9+/]{60,}={0,2}/g),
  pattern('Bedrock short-term key', ['bedrock-api-key-'], /bedrock-api-key-[A-Za-z0-9+/=_-]{40,}/g),
  pattern('Google API key', ['AIza'], /AIza[A-Za-z0-9_-]{35}/g),
  pattern('Google OAuth token', ['ya29.'], /ya29\.[A-Za-z0-9._-]{30,}/g),
  pattern('Google OAuth secret', ['GOCSPX-'], /GOCSPX-[A-Za-z0-9_-]{20,}/g),
  pattern(
    'Azure storage key',
    ['+ASt', '+AMC'],
    /[A-Za-z0-9+/]{70,80}\+(?:ASt|AMC)[A-Za-z0-9+/]{4,10}={0,2}/g,
  ),
  pattern(
    'Azure shared access signature',
    ['sig='],
    /(?:(?<=\\[nrt])|(?<![A-Za-z]))sig=(?<s>[A-Za-z0-9%/+]{40,}(?:={1,2}|%3[dD])?)/g,
  ),
  pattern('Azure client secret', ['Q~'], /[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}/g),
  pattern(
    'Azure service key',
    ['JQQJ9', 'AzSe', 'ACDb'],
    /[A-Za-z0-9]{40,60}(?:JQQJ9|AzSe|ACDb)[A-Za-z0-9]{8,32}/g,
  ),
  pattern('DigitalOcean token', ['dop_v1_', 'doo_v1_', 'dor_v1_'], /do[opr]_v1_[a-f0-9]{64}/g),
  // Private keys
  pattern(
    'Private key',
    ['PRIVATE KEY'],
    /-----BEGIN[A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----END)[^\uFFFF])*(?:-----END[A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----)?/g,
  ),
  pattern('Age key', ['AGE-SECRET-KEY-1'], /AGE-SECRET-KEY-1[A-Z0-9]{40,}/g),
  // Code forges, packages, images
  pattern('GitHub token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], /gh[pousr]_[A-Za-z0-9_]{36,}/g),
  pattern('GitHub fine-grained token', ['github_pat_'], /github_pat_[A-Za-z0-9_]{60,}/g),
  pattern('GitLab token', ['glpat-', 'gldt-', 'glrt-', 'glptt-'], /gl(?:pat|dt|rt|ptt)-[A-Za-z0-9_.-]{20,}/g),
  pattern('npm token', ['npm_'], /npm_[A-Za-z0-9]{36}/g),
  pattern('PyPI token', ['pypi-'], /pypi-[A-Za-z0-9_-]{50,}/g),
  pattern('Docker token', ['dckr_'], /dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,}/g),
  // AI services
  pattern('Anthropic key', ['sk-ant-'], /sk-ant-[A-Za-z0-9_-]{20,}/g),
  pattern('OpenAI key', ['sk-'], /sk-(?:proj|svcacct|admin|None|or-v1)-[A-Za-z0-9_-]{20,}/g),
  pattern(
    'OpenAI key of the old kind',
    ['sk-'],
    /(?:(?<=\\[nrt])|(?<![A-Za-z0-9]))sk-[A-Za-z0-9]{32,}/g,
    mixed,
  ),
  pattern('Hugging Face token', ['hf_'], /hf_[A-Za-z0-9]{34,}/g),
  pattern('Replicate token', ['r8_'], /r8_[A-Za-z0-9]{37,}/g),
  pattern('Groq key', ['gsk_'], /gsk_[A-Za-z0-9]{40,}/g),
  pattern('Pinecone key', ['pcsk_'], /pcsk_[A-Za-z0-9]{4,10}_[A-Za-z0-9]{40,}/g),
  pattern('xAI key', ['xai-'], /xai-[A-Za-z0-9]{60,}/g),
  pattern('NVIDIA key', ['nvapi-'], /nvapi-[A-Za-z0-9_-]{50,}/g),
  pattern('Perplexity key', ['pplx-'], /pplx-[A-Za-z0-9]{40,}/g),
  pattern('LangSmith key', ['lsv2_'], /lsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}/g),
  pattern('Databricks token', ['dapi', 'dose'], /(?:dapi|dose)[a-f0-9]{32}(?:-\d)?/g),
  // Everything else
  pattern('Slack token', ['xox', 'xapp-'], /(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{20,}/g),
  pattern(
    'Slack webhook',
    ['hooks.slack.com'],
    /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<s>[A-Za-z0-9/_-]{20,})/g,
  ),
  pattern(
    'Stripe key',
    ['_live_', '_test_', 'whsec_'],
    /(?:(?:sk|rk)_(?:live|test)_|whsec_)[A-Za-z0-9]{20,}/g,
  ),
  pattern('SendGrid key', ['SG.'], /SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,}/g),
  pattern('Twilio key', ['SK'], /SK[a-f0-9]{32}(?![a-f0-9])/g),
  pattern('Mailgun key', ['key-'], /(?:(?<=\\[nrt])|(?<![A-Za-z0-9]))key-[a-f0-9]{32}(?![a-f0-9])/g),
  pattern('Telegram bot token', [':AA'], /(?<!\d)\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/g),
  pattern('Discord token', ['.'], /[MNO][A-Za-z\d_-]{23,27}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,38}/g, mixed),
  pattern(
    'Discord webhook',
    ['/api/webhooks/'],
    /discord(?:app)?\.com\/api\/webhooks\/\d+\/(?<s>[A-Za-z0-9_-]{30,})/g,
  ),
  pattern('Square token', ['sq0', 'EAAA'], /sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{22,}|EAAA[A-Za-z0-9_-]{60}/g),
  pattern('Shopify token', ['shp'], /shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/g),
  pattern('Linear key', ['lin_'], /lin_(?:api|oauth)_[A-Za-z0-9]{32,}/g),
  pattern('Notion token', ['ntn_', 'secret_'], /ntn_[A-Za-z0-9]{40,}|secret_[A-Za-z0-9]{43}(?![A-Za-z0-9])/g),
  pattern('Terraform Cloud token', ['.atlasv1.'], /[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{50,}/g),
  pattern('Vault token', ['hvs.', 'hvb.', 'hvr.'], /hv[sbr]\.[A-Za-z0-9_-]{24,}/g),
  pattern(
    '1Password token',
    ['ops_ey', 'A3-'],
    /ops_ey[A-Za-z0-9+/_-]{60,}={0,2}|A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}/g,
  ),
  pattern('New Relic key', ['NRAK-'], /NRAK-[A-Z0-9]{27}/g),
  // Whether parts follow is looked at once per run of characters, not once per `eyJ` in it.
  pattern(
    'JSON web token',
    ['.eyJ'],
    /(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]{13,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10})[A-Za-z0-9_-]*?(?<s>eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,})/g,
  ),
  pattern(
    'Authorization header',
    ['earer ', 'asic '],
    /(?:(?<=\\[nrt])|\b)(?:[Bb]earer|[Bb]asic) +(?<s>[A-Za-z0-9._~+/-]{20,}={0,2})/g,
    (s) => /\d/.test(s),
  ),
  pattern(
    'Password in an address',
    ['://'],
    /:\/\/[^\s:/?#@"'\uFFFF]{0,128}:(?<s>[^\s/?#@"'\uFFFF]{3,256})@/g,
    (s) => !isReference(s),
  ),
];

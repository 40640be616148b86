/**
 * One made-up credential of each format, for the canary law. They are put together when asked for, so that no file of
 * ours holds anything that looks like a secret, and are the same for the same seed.
 */
export interface Canary {
  readonly format: string;
  /** As it stands in a text. */
  readonly text: string;
  /** What must not come out anywhere. */
  readonly secret: string;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGIT = '0123456789';
const HEX = `${DIGIT}abcdef`;
const ALNUM = LOWER + UPPER + DIGIT;
const URL64 = `${ALNUM}-_`;
const BASE64 = `${ALNUM}+/`;

/** mulberry32: small, and good enough to draw letters. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** All formats. No text holds a line break, so that each can stand in a header too. */
export function canaries(seed = 1): readonly Canary[] {
  const random = numbers(seed);
  const draw = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');
  /** One of each class in front, so that no draw is all of one kind. */
  const mixed = (alphabet: string, length: number): string => `a7Q${draw(alphabet, length - 4)}z`;
  const json64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const pem = (type: string): string => {
    const label = `${type}PRIVATE KEY`;
    return `-----BEGIN ${label}-----\\n${draw(BASE64, 64)}\\n${draw(BASE64, 64)}\\n-----END ${label}-----\\n`;
  };
  const accessKey = (prefix: string): string => prefix + draw(UPPER + DIGIT.slice(2, 8), 16);

  const made: Canary[] = [];
  const whole = (format: string, text: string): void => void made.push({ format, text, secret: text });
  const part = (format: string, before: string, secret: string, after = ''): void =>
    void made.push({ format, text: before + secret + after, secret });

  part('AWS key pair', `${accessKey('AKIA')}:`, mixed(BASE64, 40));
  part('AWS secret key by name', 'aws_secret_access_key=', mixed(BASE64, 40));
  part('AWS session token', 'AWS_SESSION_TOKEN=', `IQoJb3JpZ2lu${draw(BASE64, 200)}`);
  part('AWS presigned address', 'https://b.s3.amazonaws.com/k?X-Amz-Signature=', draw(HEX, 64));
  whole('Bedrock API key', `ABSK${draw(BASE64, 128)}`);
  whole('Bedrock short-term key', `bedrock-api-key-${draw(BASE64, 120)}`);
  whole('Google API key', `AIza${draw(URL64, 35)}`);
  whole('Google OAuth token', `ya29.${draw(URL64, 80)}`);
  whole('Google OAuth secret', `GOCSPX-${draw(URL64, 28)}`);
  whole('Google service account key', pem(''));
  whole('RSA key', pem('RSA '));
  whole('EC key', pem('EC '));
  whole('OpenSSH key', pem('OPENSSH '));
  whole('Age key', `AGE-SECRET-KEY-1${draw(UPPER + DIGIT, 58)}`);
  part(
    'Azure storage connection string',
    'DefaultEndpointsProtocol=https;AccountName=acct;AccountKey=',
    `${draw(BASE64, 86)}==`,
    ';EndpointSuffix=core.windows.net',
  );
  whole('Azure storage key by itself', `${draw(BASE64, 76)}+ASt${draw(ALNUM, 6)}==`);
  part(
    'Azure shared access signature',
    'https://a.blob.core.windows.net/c?sv=2024-11-04&sp=r&sig=',
    `${draw(ALNUM, 43)}%3D`,
  );
  part(
    'Azure Service Bus key',
    'Endpoint=sb://x.servicebus.windows.net/;SharedAccessKey=',
    `${mixed(BASE64, 43)}=`,
  );
  whole('Azure client secret', `${mixed(ALNUM, 4).slice(0, 3)}8Q~${draw(ALNUM, 34)}`);
  whole('Azure AI key', `${draw(ALNUM, 52)}JQQJ99${draw(ALNUM, 26)}`);
  whole(
    'JSON web token',
    `${json64({ alg: 'RS256', typ: 'JWT' })}.${json64({ sub: draw(ALNUM, 20) })}.${draw(URL64, 86)}`,
  );
  part('Password in an address', 'https://bob:', mixed(ALNUM, 16), '@db.corp.io/x');
  part('PostgreSQL address', 'postgresql://app:', mixed(ALNUM, 18), '@db.internal:5432/prod');
  part('MongoDB address', 'mongodb+srv://app:', mixed(ALNUM, 18), '@c0.mongodb.net/prod');
  part(
    'Connection string',
    'Server=tcp:x.database.windows.net;User ID=app;Password=',
    mixed(ALNUM, 20),
    ';Encrypt=true',
  );
  part('Snowflake address', 'snowflake://svc:', mixed(ALNUM, 20), '@acme-x1/db');
  part('Bearer header', 'Authorization: Bearer ', mixed(URL64, 48));
  whole('GitHub token', `ghp_${draw(ALNUM, 36)}`);
  whole('GitHub server token', `ghs_${draw(ALNUM, 36)}`);
  whole('GitHub fine-grained token', `github_pat_${draw(ALNUM, 22)}_${draw(ALNUM, 59)}`);
  whole('GitLab token', `glpat-${draw(URL64, 20)}`);
  whole('npm token', `npm_${draw(ALNUM, 36)}`);
  whole('PyPI token', `pypi-AgEIcHlwaS5vcmc${draw(URL64, 120)}`);
  whole('Docker token', `dckr_pat_${draw(URL64, 27)}`);
  whole('OpenAI key', `sk-${draw(ALNUM, 20)}T3BlbkFJ${draw(ALNUM, 20)}`);
  whole('OpenAI project key', `sk-proj-${draw(URL64, 74)}T3BlbkFJ${draw(URL64, 74)}`);
  whole('Anthropic key', `sk-ant-api03-${draw(URL64, 93)}AA`);
  whole('Hugging Face token', `hf_${draw(LOWER + UPPER, 34)}`);
  whole('Cohere key', mixed(ALNUM, 40));
  whole('Replicate token', `r8_${draw(ALNUM, 37)}`);
  whole('Groq key', `gsk_${draw(ALNUM, 52)}`);
  whole('Pinecone key', `pcsk_${draw(ALNUM, 6)}_${draw(ALNUM, 63)}`);
  whole('xAI key', `xai-${draw(ALNUM, 80)}`);
  whole('NVIDIA key', `nvapi-${draw(URL64, 64)}`);
  whole('LangSmith key', `lsv2_pt_${draw(HEX, 32)}_${draw(HEX, 10)}`);
  whole('Databricks token', `dapi${draw(HEX, 32)}`);
  whole('Slack bot token', `xoxb-${draw(DIGIT, 12)}-${draw(DIGIT, 13)}-${draw(ALNUM, 24)}`);
  part(
    'Slack webhook',
    'https://hooks.slack.com/services/',
    `T${draw(UPPER, 8)}/B${draw(UPPER, 8)}/${draw(ALNUM, 24)}`,
  );
  whole('Stripe key', `sk_live_${draw(ALNUM, 24)}`);
  whole('SendGrid key', `SG.${draw(ALNUM, 22)}.${draw(ALNUM, 43)}`);
  whole('Twilio key', `SK${draw(HEX, 32)}`);
  whole('Mailgun key', `key-${draw(HEX, 32)}`);
  whole('Telegram bot token', `${draw('123456789', 10)}:AA${draw(URL64, 33)}`);
  whole('Discord token', `M${mixed(ALNUM, 23)}.${draw(ALNUM, 6)}.${draw(ALNUM, 27)}`);
  part('Discord webhook', `https://discord.com/api/webhooks/${draw(DIGIT, 18)}/`, draw(URL64, 68));
  whole('Square token', `sq0atp-${draw(URL64, 22)}`);
  whole('Shopify token', `shpat_${draw(HEX, 32)}`);
  whole('Linear key', `lin_api_${draw(ALNUM, 40)}`);
  whole('Notion token', `ntn_${draw(DIGIT, 11)}${draw(ALNUM, 35)}`);
  whole('DigitalOcean token', `dop_v1_${draw(HEX, 64)}`);
  whole('Terraform Cloud token', `${draw(ALNUM, 14)}.atlasv1.${draw(ALNUM, 67)}`);
  whole('Vault token', `hvs.${draw(URL64, 95)}`);
  whole(
    '1Password token',
    `ops_${Buffer.from(JSON.stringify({ key: draw(ALNUM, 120) })).toString('base64')}`,
  );
  return made;
}

/** A made-up kind with a listing and two reads, and a cloud that answers it from a table. */
import { z } from 'zod';
import { bool, num, text, texts } from '#graph/schema/fields.ts';
import { defineKind } from '../define.ts';
import type { Json, Reply } from '../provider.ts';
import { Fails, scripted } from './scripted.ts';

export const head = {
  title: 'Thing',
  cloud: 'aws',
  service: 'things',
  concepts: ['DataStore'],
  scope: 'region',
} as const;

export const thing = defineKind({ kind: 'AwsThing', ...head, secretFields: ['Env.*'] })
  .list({
    operation: 'things:ListThings',
    items: 'Things',
    item: z.object({ Name: z.string(), Size: z.number().default(0) }),
    id: (t) => `arn:thing/${t.Name}`,
    name: (t) => t.Name,
    gives: { size: num('Size') },
    props: (t) => ({ size: t.Size }),
  })
  .read('describe', {
    operation: 'things:DescribeThing',
    input: (t) => ({ Name: t.Name }),
    reply: z.object({
      Key: z.string().optional(),
      Open: z.boolean(),
      Env: z.record(z.string(), z.string()).optional(),
    }),
    gone: [{ code: 'ValidationException', says: /not find/ }],
    gives: { open: bool('Open'), env: texts('Env') },
    props: (r) => ({ open: r.Open, env: Object.values(r.Env ?? {}) }),
    edgeTypes: ['ENCRYPTED_WITH'],
    edges: (r) =>
      r.Key === undefined ? [] : [{ type: 'ENCRYPTED_WITH', to: `arn:key/${r.Key}`, as: 'EncryptionKey' }],
  })
  .read('policy', {
    operation: 'things:GetThingPolicy',
    permissions: ['things:GetThingPolicy', 'things:ListThings'],
    input: (t) => ({ Name: t.Name }),
    reply: z.object({ Policy: z.string() }),
    notConfigured: { codes: ['NoSuchThingPolicy'], reply: { Policy: 'none' } },
    gives: { policy: text('Policy') },
    props: (r) => ({ policy: r.Policy }),
  });

export type Answers = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => Json | Reply>>;

export const isReply = (value: Json | Reply): value is Reply =>
  typeof value === 'object' && value !== null && 'body' in value;

export const cloud = (answers: Answers, more: Parameters<typeof scripted>[1] = {}) =>
  scripted((call) => {
    const answer = answers[call.operation];
    if (answer === undefined) throw new Fails('unreadable', 'NoScript', { message: call.operation });
    const value = answer(call.input);
    return isReply(value) ? value : { body: value };
  }, more);

export const good: Answers = {
  'things:ListThings': () => ({
    Things: [
      { Name: 'a', Size: 1 },
      { Name: 'b', Size: 2 },
    ],
  }),
  'things:DescribeThing': ({ Name }) => ({ Open: Name === 'a', Key: 'k', Env: { TOKEN: 'plain words' } }),
  'things:GetThingPolicy': ({ Name }) => {
    if (Name === 'b') throw new Fails('absent', 'NoSuchThingPolicy');
    return { Policy: '{}' };
  },
};

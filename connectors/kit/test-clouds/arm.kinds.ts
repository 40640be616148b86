/** Throw-away kinds of a made-up resource provider, one listed under the other, and the estate that shows them. */
import { z } from 'zod';
import { fixture } from '#connectors/standin/estate.ts';
import { bool, text } from '#graph/schema/fields.ts';
import { defineKind } from '../define.ts';

const workspaces = '/subscriptions/{subscription}/providers/Test.Ml/workspaces';
const inGroup =
  '/subscriptions/{subscription}/resourceGroups/{group}/providers/Test.Ml/workspaces/{workspace}';
const groupOf = (id: string): string => /\/resourceGroups\/([^/]+)\//i.exec(id)?.[1] ?? '';

export const workspace = defineKind({
  kind: 'TestArmWorkspace',
  title: 'Workspace',
  cloud: 'azure',
  service: 'test',
  concepts: ['AiWorkspace'],
  scope: 'account',
})
  .list({
    operation: `GET ${workspaces}@2026-01-01`,
    input: (at) => ({ subscription: at.account }),
    items: 'value',
    item: z.object({ id: z.string(), name: z.string(), tags: z.record(z.string(), z.string()).optional() }),
    id: (w) => w.id.toLowerCase(),
    name: (w) => w.name,
    filteredByRights: true,
    gives: { note: text('tags.note') },
    props: (w) => ({ note: w.tags?.['note'] ?? 'none' }),
  })
  .read('network', {
    operation: `GET ${inGroup}/network@2026-01-01`,
    input: (w, at) => ({ subscription: at.account, group: groupOf(w.id), workspace: w.name }),
    filteredByRights: true,
    reply: z.object({ publicAccess: z.boolean(), key: z.string().optional() }),
    gives: { open: bool('publicAccess') },
    props: (r) => ({ open: r.publicAccess }),
    edgeTypes: ['ENCRYPTED_WITH'],
    edges: (r) => (r.key === undefined ? [] : [{ type: 'ENCRYPTED_WITH', to: r.key, as: 'EncryptionKey' }]),
  });

export const deployment = defineKind({
  kind: 'TestArmDeployment',
  title: 'Deployment',
  cloud: 'azure',
  service: 'test',
  concepts: ['ModelEndpoint'],
  scope: 'account',
  under: 'TestArmWorkspace',
}).list({
  operation: `GET ${inGroup}/deployments@2026-01-01`,
  input: (at) => ({
    subscription: at.account,
    group: groupOf(at.parent?.id ?? ''),
    workspace: at.parent?.name,
  }),
  items: 'value',
  item: z.object({ id: z.string(), name: z.string(), properties: z.object({ model: z.string() }) }),
  id: (d) => d.id.toLowerCase(),
  name: (d) => d.name,
  gives: { model: text('properties.model') },
  props: (d) => ({ model: d.properties.model }),
});

const subscription = '0b1f6471-1bf0-4dda-aec3-cb9272f09590';
const idOf = (name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/rg/providers/Test.Ml/workspaces/${name}`;
const names = ['ws-one', 'ws-two', 'ws-three'];

export const armFixture = fixture({
  account: subscription,
  region: '*',
  pieces: [
    {
      account: subscription,
      region: '*',
      lists: [
        ...names.map((name) => ({
          operation: workspace.list.operation,
          into: 'value',
          item: { id: idOf(name), name, tags: { note: `about ${name}` } },
        })),
        ...names.flatMap((name) =>
          ['blue', 'green', 'red'].map((color) => ({
            operation: deployment.list.operation,
            into: 'value',
            input: { workspace: name },
            item: {
              id: `${idOf(name)}/deployments/${color}`,
              name: color,
              properties: { model: `azureml://registries/r/${color}` },
            },
          })),
        ),
      ],
      answers: names.map((name, index) => ({
        operation: workspace.reads['network']?.operation ?? '',
        input: { workspace: name },
        reply: { publicAccess: index === 0, key: `https://vault.example/keys/${name}` },
      })),
    },
  ],
});

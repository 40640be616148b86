/** A throw-away kind of a made-up gRPC service, and the estate that shows it. */
import { z } from 'zod';
import { fixture } from '#connectors/standin/estate.ts';
import { texts, whole } from '#graph/schema/fields.ts';
import { defineKind } from '../define.ts';

export const thing = defineKind({
  kind: 'TestGrpcThing',
  title: 'Thing',
  cloud: 'gcp',
  service: 'test',
  concepts: ['Model'],
  scope: 'region',
})
  .list({
    operation: 'test.v1.Things/ListThings',
    permissions: ['test.things.list'],
    input: (at) => ({ parent: `projects/${at.account}/locations/${at.region}` }),
    items: 'things',
    item: z.object({ name: z.string(), displayName: z.string(), size: z.int().default(0) }),
    id: (t) => `//test.googleapis.com/${t.name}`,
    name: (t) => t.displayName,
    gives: { size: whole('size') },
    props: (t) => ({ size: t.size }),
  })
  .read('policy', {
    operation: 'test.v1.Things/GetIamPolicy',
    permissions: ['test.things.getIamPolicy'],
    input: (t) => ({ resource: t.name }),
    reply: z.object({ bindings: z.array(z.object({ members: z.array(z.string()) })).default([]) }),
    gives: { members: texts('bindings.members') },
    props: (r) => ({ members: r.bindings.flatMap((one) => one.members) }),
  });

const account = '123456789012';
const region = 'europe-west4';
const nameOf = (n: number): string => `projects/${account}/locations/${region}/things/thing-${n}`;
const numbers = [1, 2, 3, 4, 5];

export const grpcFixture = fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: numbers.map((n) => ({
        operation: thing.list.operation,
        into: 'things',
        input: { parent: `projects/${account}/locations/${region}` },
        item: { name: nameOf(n), displayName: `Thing number ${n}`, ...(n === 1 ? {} : { size: n }) },
      })),
      answers: numbers.map((n) => ({
        operation: 'test.v1.Things/GetIamPolicy',
        input: { resource: nameOf(n) },
        reply: n === 2 ? {} : { bindings: [{ members: [`user:someone-${n}@example.org`] }] },
      })),
    },
  ],
});

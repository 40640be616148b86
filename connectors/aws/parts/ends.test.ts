import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import { kinds as all } from '#connectors/catalogue.generated.ts';
import type { Kind } from '#connectors/kit/define.ts';
import type { Fixture } from '#connectors/standin/estate.ts';
import { parentKinds } from '#graph/schema/catalogue.ts';
import { end } from './ends.ts';

const aws = all.filter((kind) => kind.head.cloud === 'aws');
const root = join(import.meta.dirname, '..');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((f) =>
  f.endsWith('.fixture.ts'),
);

/** The kinds above one, the topmost first; a kind may nest in itself. */
const above = (kind: Kind): readonly Kind[] => {
  const names = parentKinds(kind.head.under).filter((name) => name !== kind.head.kind);
  const parents = aws.filter((one) => names.includes(one.head.kind));
  return [...new Set(parents.flatMap((parent) => [...above(parent), parent]))];
};
const load = async <T>(file: string): Promise<T> =>
  ((await import(pathToFileURL(join(root, file)).href)) as { default: T }).default;

describe('an id says of each kind that it is of that kind, and of no other', () => {
  test.each(files)('%s', async (file) => {
    const kind = await load<Kind>(file.replace('.fixture.ts', '.ts'));
    const fixture = await load<Fixture>(file);
    const { rows } = await scanFixture(kind, fixture, { under: above(kind) });
    const seen = rows.map((row) => end(row.id, 'nothing of ours').as);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual(rows.map(() => kind.head.kind));
  });
});

test.each([
  ['arn:aws:iam::aws:policy/AdministratorAccess', 'AwsIamAwsManagedPolicy'],
  ['arn:aws:iam::111122223333:policy/AdministratorAccess', 'AwsIamPolicy'],
  ['arn:aws:s3:::bucket/key', 'other'],
  ['arn:aws:s3:eu-west-1:111122223333:accesspoint/a', 'other'],
  ['arn:aws:s3:::accesspoint', 'other'],
  ['arn:aws:lambda:eu-west-1:111122223333:layer:l:1', 'other'],
  ['arn:aws:kms:eu-west-1:111122223333:alias/a', 'other'],
  ['arn:aws:bedrock:eu-west-1::foundation-model/a', 'other'],
  ['arn:aws:sagemaker:eu-west-1:111122223333:hub-content/h/Model/m/1', 'other'],
  ['host/example.org', 'other'],
])('%s is taken for %s', (id, as) => {
  expect(end(id, 'other')).toEqual({ to: id, as });
});

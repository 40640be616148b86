import { describe, expect, it } from 'vitest';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { text, texts } from '#graph/schema/fields.ts';
import { declaredEntries, declaredEntry, declaredJewel, declaredPolicies, matchOf } from './declared.ts';

const kind = (label: string, concept: string, gives: Catalogue[number]['reads'][number]['gives']) => ({
  kind: label,
  title: label,
  cloud: 'aws' as const,
  service: 's',
  concepts: [concept],
  scope: 'account' as const,
  verbs: {},
  reads: [{ name: 'list', operation: 's:List', permissions: [], gives, edges: [] }],
});
const catalogue: Catalogue = [
  kind('AwsS3Bucket', 'ObjectStore', { tags: texts('Tags') }),
  kind('AwsIamUser', 'User', { tags: texts('Tags') }),
  kind('AwsSageMakerModel', 'Model', { status: text('Status') }),
];
const jewel = (more: object) => declaredJewel.parse({ id: 'ACME-0001', name: 'archive', ...more });

describe('a declared jewel', () => {
  it.each([
    ['by list', { ids: ["arn:aws:s3:::it's", 'b\\c'] }, String.raw`a.id IN ['arn:aws:s3:::it\'s', 'b\\c']`],
    ['by query', { query: 'MATCH (b:ObjectStore) RETURN b' }, 'MATCH (b:ObjectStore) RETURN b'],
  ])('%s', (_how, which, text) => {
    expect(matchOf(jewel(which), catalogue)).toContain(text);
    const [policy] = declaredPolicies([jewel({ ...which })], catalogue);
    expect(policy?.meta.path).toEqual({
      from: ['internet', 'aws-accounts', 'external-account', 'leaked-credential', 'declared'],
      hold: ['see', 'put'],
    });
  });

  it('by a tag is asked of kinds whose tags are read, so that the others are no question', () => {
    const [policy] = declaredPolicies([jewel({ tag: 'class=secret' })], catalogue);
    expect(policy?.meta.match).toMatch(/a:AwsS3Bucket.* AND 'class=secret' IN a\.tags/);
    expect(policy?.meta.match).not.toContain('AwsSageMakerModel');
  });

  it('changes its hash with what it asks', () => {
    const hashes = [{ tag: 'a=b' }, { tag: 'a=c' }, { tag: 'a=b', hold: ['own'] }].map(
      (which) => declaredPolicies([jewel(which)], catalogue)[0]?.hash,
    );
    expect(new Set(hashes).size).toBe(3);
  });

  it.each([
    ['two ways at once', { ids: ['a'], tag: 'a=b' }],
    ['no way', {}],
    ['an id of a policy that ships', { id: 'AISPM-0001', ids: ['a'] }],
    ['a tag without a value', { tag: 'a' }],
    ['a key that is not known', { ids: ['a'], from_: [] }],
  ])('is refused with %s', (_what, which) => {
    expect(declaredJewel.safeParse({ id: 'ACME-0001', name: 'archive', ...which }).success).toBe(false);
  });

  it('says where its query is wrong', () => {
    expect(() => declaredPolicies([jewel({ query: 'MATCH (b:Bucket) RETURN b' })], catalogue)).toThrow(
      /paths\.jewels ACME-0001: query, line 1, column \d+/,
    );
  });
});

it('a declared entry is what its match returns', () => {
  const entry = declaredEntry.parse({ name: 'guests', query: 'MATCH (u:User) RETURN u' });
  expect(declaredEntries([entry], catalogue)).toMatchObject([{ name: 'guests', hold: 'own' }]);
  const bad = declaredEntry.parse({ name: 'guests', query: 'MATCH (u:User)' });
  expect(() => declaredEntries([bad], catalogue)).toThrow(/paths\.entries guests: query/);
});

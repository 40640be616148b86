import { describe, expect, it } from 'vitest';
import { checkEstate } from './check.ts';
import { EstateIndex } from './estate-index.ts';
import { generateEstate } from './generate.ts';

const size = { seed: 7, accounts: 3, regionsPerAccount: 4, assets: 500 };
/** One listing per kind of asset. */
const assetListings =
  /^(?:s3:ListBuckets|lambda:ListFunctions|kms:ListKeys|bedrock:ListGuardrails|bedrock-agent:List(?:Agents|KnowledgeBases)|sagemaker:List\w+|iam:GetAccountAuthorizationDetails)$/;

describe('a generated estate', () => {
  it('is the same for the same seed, and another for another', () => {
    const one = JSON.stringify(generateEstate(size));
    expect(JSON.stringify(generateEstate(size))).toBe(one);
    expect(JSON.stringify(generateEstate({ ...size, seed: 8 }))).not.toBe(one);
  });

  it.each([100, 500, 2000])(
    'has exactly %d assets besides accounts, regions and managed policies',
    (assets) => {
      const { pieces } = generateEstate({ ...size, assets });
      const listed = pieces.flatMap((p) => p.lists ?? []);
      expect(listed.filter((l) => assetListings.test(l.operation) && l.into !== 'Policies')).toHaveLength(
        assets,
      );
    },
  );

  it('answers only what AWS could answer, in the places that were asked for', async () => {
    const estate = generateEstate(size);
    expect(await checkEstate(estate)).toEqual([]);
    const index = new EstateIndex(estate);
    expect(index.accounts.size).toBe(3);
    expect(index.regionsOf('100000000000').length).toBeLessThanOrEqual(4);
  });

  it('is used unevenly: few buckets are named by many', () => {
    const text = JSON.stringify(generateEstate({ ...size, assets: 2000 }));
    const uses = new Map<string, number>();
    for (const [name] of text.matchAll(/(?<=s3:\/\/)gen-7-bucket-\d+/g))
      uses.set(name, (uses.get(name) ?? 0) + 1);
    const counts = [...uses.values()].sort((a, b) => b - a);
    const most = counts.slice(0, Math.ceil(counts.length / 10)).reduce((a, b) => a + b, 0);
    expect(most / counts.reduce((a, b) => a + b, 0)).toBeGreaterThan(0.3);
  });

  it('refuses what cannot be made', () => {
    expect(() => generateEstate({ ...size, assets: 5 })).toThrow(RangeError);
    expect(() => generateEstate({ ...size, regionsPerAccount: 18 })).toThrow(RangeError);
  });
});

describe('an estate with a mistake in it', () => {
  it('is told what is wrong, and where', async () => {
    const lists = [
      { operation: 'kms:ListKeys', into: 'Keys', item: { Id: 'x' } },
      { operation: 'kms:ListDoors', into: 'Doors', item: {} },
    ];
    const answers = [{ operation: 's3:GetBucketVersioning', reply: { Status: true } }];
    expect(await checkEstate({ pieces: [{ account: '1', region: '*', lists, answers }] })).toEqual([
      'kms:ListKeys.Keys[0]: KeyListEntry has no Id',
      'kms:ListDoors: there is no such operation',
      's3:GetBucketVersioning.Status: expected a text',
    ]);
  });
});

/** The spool: what collect jobs write and a publish reads. */
import { expect, test } from 'vitest';
import type { Scope } from '#graph/schema/coverage.ts';
import { StateDamaged } from './errors.ts';
import type { SpoolPart } from './port.ts';
import { type Bench, closeOf, coverageOf, odd, partOf, region, rowOf } from './samples.cases.ts';

export function spoolCases({ state, again }: Bench): void {
  const read = (scope: Scope = region('eu-west-1'), scan = 'scan-1', kind = 'AwsS3Bucket') =>
    Array.fromAsync(state().parts(scan, kind, scope));
  const ids = (parts: readonly SpoolPart[]) => parts.map((part) => part.rows.map((row) => row.id));

  test('the same part put again replaces the first', async () => {
    await state().putPart(partOf(0, [rowOf('a'), rowOf('b')]));
    await state().putPart(partOf(0, [rowOf('c')]));
    await state().closeSpool(closeOf(1));
    expect(await read()).toEqual([partOf(0, [rowOf('c')])]);
  });

  test('what is not closed does not count', async () => {
    await state().putPart(partOf(0, [rowOf('a')]));
    expect(await read()).toEqual([]);
    expect(await Array.fromAsync(state().closes('scan-1'))).toEqual([]);
    await state().closeSpool(closeOf(1));
    expect(await read()).toEqual([partOf(0, [rowOf('a')])]);
    expect(await Array.fromAsync(state().closes('scan-1'))).toEqual([closeOf(1)]);
  });

  test('a closed scope may have no part at all', async () => {
    await state().closeSpool(
      closeOf(0, { coverage: [coverageOf({ outcome: 'denied', items: 0, code: odd })] }),
    );
    expect(await read()).toEqual([]);
    const [close] = await Array.fromAsync(state().closes('scan-1'));
    expect(close?.coverage).toEqual([coverageOf({ outcome: 'denied', items: 0, code: odd })]);
  });

  test('parts come in order, however they were put', async () => {
    for (const part of [11, 2, 0, 10, 1, 3, 9, 4, 8, 5, 7, 6]) {
      await state().putPart(partOf(part, [rowOf(`row-${part}`)]));
    }
    await state().closeSpool(closeOf(12));
    expect((await read()).map((part) => part.part)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('a later attempt with fewer parts leaves the others out', async () => {
    for (const part of [0, 1, 2]) await state().putPart(partOf(part, [rowOf(`old-${part}`)]));
    await state().closeSpool(closeOf(3));
    await state().putPart(partOf(0, [rowOf('new')]));
    await state().closeSpool(closeOf(1));
    expect(ids(await read())).toEqual([['new']]);
    expect(await Array.fromAsync(state().closes('scan-1'))).toEqual([closeOf(1)]);
  });

  test('a part that is missing is an error, not an absence', async () => {
    await state().putPart(partOf(0, [rowOf('a')]));
    await state().putPart(partOf(2, [rowOf('c')]));
    await state().closeSpool(closeOf(3));
    await expect(read()).rejects.toThrow(StateDamaged);
    await expect(read()).rejects.toThrow(/part 1 of 3 of AwsS3Bucket in aws\/111122223333\/eu-west-1/);
  });

  test('closes come in one order, whatever the order of closing', async () => {
    const places = [
      ['AwsS3Bucket', region('us-east-1')],
      ['AwsIamRole', region('us-east-1')],
      ['AwsS3Bucket', region('eu-west-1', '999988887777')],
      ['AwsS3Bucket', region('eu-west-1')],
      ['Ünicode', { cloud: 'saas', account: '🦊' }],
      ['\ud800', { cloud: 'saas', account: 'z' }],
      ['AwsS3BucketX', { cloud: 'aws', organization: 'o-1' }],
      ['AwsS3Bucket', { cloud: 'aws', account: '111122223333', region: 'eu-west-1', parent: 'arn:x/y' }],
    ] as const satisfies readonly (readonly [string, Scope])[];
    const expected = [1, 3, 7, 0, 2, 6, 5, 4].map((index) => places[index]);
    for (const scan of ['scan-1', 'scan-2']) {
      const order = scan === 'scan-1' ? places : places.toReversed();
      for (const [kind, scope] of order) await state().closeSpool(closeOf(0, { scan, kind, scope }));
      const closes = await Array.fromAsync(state().closes(scan));
      expect(closes.map(({ kind, scope }) => [kind, scope])).toEqual(expected);
    }
  });

  test('scopes, kinds and scans do not see each other', async () => {
    const elsewhere = region('us-east-1');
    await state().putPart(partOf(0, [rowOf('here')]));
    await state().putPart(partOf(0, [rowOf('elsewhere')], { scope: elsewhere }));
    await state().putPart(partOf(0, [rowOf('kind')], { kind: 'AwsIamRole' }));
    await state().putPart(partOf(0, [rowOf('scan')], { scan: 'scan-2' }));
    await state().closeSpool(closeOf(1));
    await state().closeSpool(closeOf(1, { scope: elsewhere }));
    await state().closeSpool(closeOf(1, { kind: 'AwsIamRole' }));
    await state().closeSpool(closeOf(1, { scan: 'scan-2' }));
    expect(ids(await read())).toEqual([['here']]);
    expect(ids(await read(elsewhere))).toEqual([['elsewhere']]);
    expect(ids(await read(region('eu-west-1'), 'scan-1', 'AwsIamRole'))).toEqual([['kind']]);
    expect(ids(await read(region('eu-west-1'), 'scan-2'))).toEqual([['scan']]);
  });

  test('dropping the spool of a scan drops that of no other', async () => {
    for (const scan of ['scan-1', 'scan-2']) {
      for (const part of [0, 1]) await state().putPart(partOf(part, [rowOf(`${scan}-${part}`)], { scan }));
      await state().closeSpool(closeOf(2, { scan }));
    }
    await state().dropSpool('scan-1');
    await state().dropSpool('never');
    expect(await Array.fromAsync(state().closes('scan-1'))).toEqual([]);
    expect(ids(await read(region('eu-west-1'), 'scan-2'))).toEqual([['scan-2-0'], ['scan-2-1']]);
    // Nothing of it comes back when the scope is closed again.
    await state().closeSpool(closeOf(2));
    await expect(read()).rejects.toThrow(StateDamaged);
  });

  test('any value of a row survives: bigints, odd text, names that look like ours', async () => {
    const row = rowOf(odd, {
      uid: odd,
      name: odd,
      aliases: [odd],
      props: {
        largest: 2n ** 63n - 1n,
        smallest: -(2n ** 63n),
        small: 1n,
        safe: Number.MAX_SAFE_INTEGER,
        bigs: [1n, 2n ** 62n],
        fraction: 0.1,
        nothing: null,
        empty: [],
        [odd]: odd,
        $int: '5',
        $$int: 'x',
      },
      edges: [
        {
          from: odd,
          type: 'T',
          to: odd,
          key: odd,
          as: 'Concept',
          props: { count: 9_223_372_036_854_775_807n },
        },
      ],
    });
    await state().putPart(partOf(0, [row], { kind: odd, scope: { cloud: 'saas', account: odd } }));
    await state().closeSpool(closeOf(1, { kind: odd, scope: { cloud: 'saas', account: odd } }));
    const found = await read({ cloud: 'saas', account: odd }, 'scan-1', odd);
    expect(found.map((part) => part.rows)).toStrictEqual([[row]]);
  });

  test('parts of 10,000 rows are kept whole', async () => {
    const rows = Array.from({ length: 10_000 }, (_, number) => rowOf(`arn:aws:s3:::bucket-${number}`));
    await state().putPart(partOf(0, rows));
    await state().putPart(partOf(1, rows.slice(0, 1)));
    await state().closeSpool(closeOf(2));
    const other = await again();
    const [whole, last] = await Array.fromAsync(other.parts('scan-1', 'AwsS3Bucket', region('eu-west-1')));
    expect(whole).toEqual(partOf(0, rows));
    expect(last?.rows).toHaveLength(1);
  });

  test('the spool can be written while it is read', async () => {
    for (const part of [0, 1, 2]) await state().putPart(partOf(part, [rowOf(`row-${part}`)]));
    await state().closeSpool(closeOf(3));
    await state().closeSpool(closeOf(0, { kind: 'Other' }));
    const seen: string[] = [];
    for await (const close of state().closes('scan-1')) {
      await state().closeSpool(closeOf(0, { kind: `${close.kind}-more` }));
      for await (const part of state().parts('scan-1', close.kind, close.scope)) {
        await state().putPart(partOf(part.part, part.rows, { scan: 'scan-2' }));
      }
      seen.push(close.kind);
    }
    expect(seen).toEqual(['AwsS3Bucket', 'Other']);
  });
}

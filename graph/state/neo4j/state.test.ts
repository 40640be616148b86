import { once } from 'node:events';
import { createServer } from 'node:net';
import neo4j, { type Driver } from 'neo4j-driver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeWith } from '#tools/services/describe.ts';
import { stateCases } from '../cases.ts';
import { StateDamaged, StateTooNew, StateUnreachable } from '../errors.ts';
import { openState } from '../open.ts';
import { closeOf, lifeOf, muteOf, partOf, region, rowOf } from '../samples.cases.ts';

describeWith('neo4j', 'Neo4j', (uri) => {
  let driver: Driver;
  beforeAll(() => {
    driver = neo4j.driver(uri, undefined, { disableLosslessIntegers: true });
  });
  afterAll(() => driver.close());
  const query = async (statement: string) =>
    (await driver.executeQuery(statement)).records.map((record) => record.toObject());
  const empty = () =>
    query(
      'MATCH (n) WHERE any(label IN labels(n) WHERE label STARTS WITH "_PathlightState") DETACH DELETE n',
    );
  const open = () => openState({ kind: 'neo4j', uri });

  stateCases({
    fresh: async () => {
      await empty();
      return { kind: 'neo4j', uri };
    },
    settled: async () => {
      // The transaction of a killed client ends when the server notices.
      for (const until = Date.now() + 20_000; Date.now() < until; ) {
        if ((await query('SHOW TRANSACTIONS YIELD transactionId')).length <= 1) return;
      }
      throw new Error('a transaction is still open');
    },
  });

  describe('in the database', () => {
    test('everything has a label of the state’s own, no relationship, and a unique key', async () => {
      await empty();
      const state = await open();
      await state.startScan({ id: 's', startedAt: '', request: '' });
      await state.putPart(partOf(0, [rowOf('a')]));
      await state.closeSpool(closeOf(1));
      await state.putLives([lifeOf(1)]);
      await state.putMute(muteOf());
      await state.putSnapshot('s', 'assets', '[]');
      await state.setting('key', () => 'v');
      await state.close();
      const labels = await query('MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label ORDER BY label');
      expect(labels.map((row) => row['label'])).toEqual(
        ['Close', 'Life', 'Meta', 'Mute', 'Part', 'Scan', 'Setting', 'Snapshot'].map(
          (kind) => `_PathlightState${kind}`,
        ),
      );
      const constrained = await query(
        'SHOW CONSTRAINTS YIELD labelsOrTypes, type, properties WHERE type = "UNIQUENESS" RETURN labelsOrTypes[0] AS label, properties',
      );
      expect(constrained).toHaveLength(8);
      expect(constrained).toEqual(
        expect.arrayContaining(labels.map(({ label }) => ({ label, properties: ['key'] }))),
      );
      expect(await query('MATCH ()-[r]->() RETURN count(r) AS n')).toEqual([{ n: 0 }]);
    });

    test('a newer layout is refused, with the remedy, and left alone', async () => {
      await (await open()).close();
      await query('MATCH (m:_PathlightStateMeta) SET m.layout = 99');
      await expect(open()).rejects.toThrow(StateTooNew);
      await expect(open()).rejects.toThrow(/written by a newer Pathlight \(layout 99.*update Pathlight/);
      expect(await query('MATCH (m:_PathlightStateMeta) RETURN m.layout AS layout')).toEqual([
        { layout: 99 },
      ]);
      await empty();
    });

    test('a layout that makes no sense is refused', async () => {
      await (await open()).close();
      await query('MATCH (m:_PathlightStateMeta) SET m.layout = "two"');
      await expect(open()).rejects.toThrow(StateDamaged);
      await empty();
    });

    test('several that open an empty database at once all get it', async () => {
      await empty();
      for (const { name } of await query('SHOW CONSTRAINTS YIELD name'))
        await query(`DROP CONSTRAINT ${name}`);
      const states = await Promise.all(Array.from({ length: 5 }, open));
      await Promise.all(states.map((state, number) => state.putLives([lifeOf(number)])));
      expect(await Array.fromAsync(states[0]?.lives() ?? [])).toHaveLength(5);
      await Promise.all(states.map((state) => state.close()));
      expect(await query('MATCH (m:_PathlightStateMeta) RETURN m.layout AS layout')).toEqual([{ layout: 1 }]);
    });

    test('a record that was overwritten says so, and not that there is nothing', async () => {
      const state = await open();
      await state.putPart(partOf(0, [rowOf('a')]));
      await state.closeSpool(closeOf(1));
      await state.putLives([lifeOf(1)]);
      await query('MATCH (p:_PathlightStatePart) SET p.packed = "x"');
      await query('MATCH (l:_PathlightStateLife) SET l.record = "{"');
      const read = Array.fromAsync(state.parts('scan-1', 'AwsS3Bucket', region('eu-west-1')));
      await expect(read).rejects.toThrow(StateDamaged);
      await expect(Array.fromAsync(state.lives())).rejects.toThrow(/a record of the state is damaged/);
      await state.close();
    });

    test('a database that does not exist is named in the error', async () => {
      const missing = openState({ kind: 'neo4j', uri, database: 'nowhere' });
      await expect(missing).rejects.toThrow(StateUnreachable);
      await expect(missing).rejects.toThrow(/nowhere/);
    });
  });
});

describe('a Neo4j that cannot be reached', () => {
  test('is named without the password', async () => {
    const server = createServer((socket) => socket.destroy());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const uri = `bolt://127.0.0.1:${address.port}`;
    const state = openState({ kind: 'neo4j', uri, user: 'neo4j', password: 'hunter2-secret' });
    const error = await state.catch((reason: unknown) => reason);
    server.close();
    expect(error).toBeInstanceOf(StateUnreachable);
    expect(String(error)).toContain(uri);
    expect(String(error)).not.toContain('hunter2-secret');
  });

  test.for(['http://127.0.0.1:1', 'no address'])('%s is no address of one', async (uri) => {
    await expect(openState({ kind: 'neo4j', uri })).rejects.toThrow(/is no address of a Neo4j/);
  });
});

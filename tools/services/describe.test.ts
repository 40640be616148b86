import { execFile } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import neo4j from 'neo4j-driver';
import { expect, test } from 'vitest';
import { describeWith } from './describe.ts';
import { lockVariable } from './env.ts';

describeWith('neo4j', 'the real Neo4j', (uri) => {
  test('is the release that is meant, and empty at the beginning', async () => {
    const driver = neo4j.driver(uri);
    try {
      const info = await driver.getServerInfo();
      expect(info.agent).toMatch(/^Neo4j\/5\.26\./);
      const { records } = await driver.executeQuery('MATCH (n) RETURN count(n) AS n');
      expect(Number(records[0]?.get('n'))).toBe(0);
      const constraints = await driver.executeQuery('SHOW CONSTRAINTS');
      expect(constraints.records).toEqual([]);
    } finally {
      await driver.close();
    }
  });
});

describeWith('moto', 'the real moto', (url) => {
  test('keeps what boto3 makes', async () => {
    const python = process.env['PATHLIGHT_TEST_PYTHON'] ?? '';
    const script = `
import boto3, sys
s3 = boto3.client('s3', endpoint_url=sys.argv[1], region_name='us-east-1',
  aws_access_key_id='test', aws_secret_access_key='test')
assert s3.list_buckets()['Buckets'] == []
s3.create_bucket(Bucket='made-by-boto3')
print([bucket['Name'] for bucket in s3.list_buckets()['Buckets']])`;
    const { stdout } = await promisify(execFile)(python, ['-c', script, url]);
    expect(stdout.trim()).toBe("['made-by-boto3']");
  });
});

describeWith('redis', 'the real Redis', (url) => {
  test('answers', async () => {
    const net = await import('node:net');
    const { hostname, port } = new URL(url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = net.connect(Number(port), hostname, () => socket.write('PING\r\n'));
      socket.once('error', reject);
      socket.once('data', (data) => {
        resolve(data.toString());
        socket.destroy();
      });
    });
    expect(answer).toBe('+PONG\r\n');
  });
});

describeWith('redis', 'a service', (url) => {
  test('is for one test file at a time: another process waits for its lock', () => {
    const lock = process.env[lockVariable('redis')] ?? '';
    const other = new DatabaseSync(lock, { timeout: 0 });
    expect(() => other.exec('BEGIN EXCLUSIVE')).toThrow(/locked/);
    other.close();
    expect(url).toMatch(/^redis:\/\/127\.0\.0\.1:\d+$/);
  });
});

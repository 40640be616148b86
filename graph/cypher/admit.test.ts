import { GrafeoDB } from '@grafeo-db/js';
import fc from 'fast-check';
import neo4j from 'neo4j-driver';
import { describe, expect, it } from 'vitest';
import { admitQuery } from './admit.ts';
import { RefusedQuery } from './errors.ts';
import { STATE_LABEL_PREFIX } from './reserved.ts';
import { type Run, seed, type TinyGraph, tinyCatalogue } from './tiny.ts';

function refusal(text: string): RefusedQuery {
  try {
    admitQuery(text);
  } catch (error) {
    if (error instanceof RefusedQuery) return error;
    throw error;
  }
  throw new Error(`admitted: ${text}`);
}

const admitted = [
  'MATCH (n:Agent) RETURN n.name AS name ORDER BY name DESC SKIP 0 LIMIT 10',
  'MATCH (n:Agent)-[r:USES_MODEL|USES_TOOL*1..3]->(m) WHERE (n)-->(m) AND NOT n:Gone RETURN n.id, count(DISTINCT m) AS c',
  'MATCH (n:Agent), (n)-->(m), (m)<--(k) RETURN m { .name, .*, extra: 1 } AS m, k',
  'match p = shortestPath((a:Agent)-[*]-(b:Model)) return [x IN nodes(p) | x.name] AS names, length(p) AS l',
  'MATCH (n:Agent) CALL { WITH n MATCH (n)-->(m) RETURN count(m) AS c } RETURN n.id, c',
  'MATCH (n:Agent) CALL (n) { MATCH (n)-->(m) RETURN count(m) AS c } RETURN n.id, c',
  "MATCH (n:Agent) RETURN CASE n.name WHEN 'a' THEN 1 ELSE 2 END AS z, -1 AS m, n.x< -1 AS lt, range(1, 5)[0..2] AS r",
  'UNWIND [1, 2] AS x WITH x WHERE x > 1 RETURN x UNION ALL RETURN 3 AS x',
  'MATCH (n:Agent) WHERE EXISTS { (n)-[:USES_MODEL]->(:Model) } AND COUNT { (n)-->() } >= 1 RETURN labels(n) AS l, keys(n) AS k',
  "MATCH (n:Agent) RETURN reduce(s = 0, x IN [1, 2] | s + x) AS s, any(x IN ['a'] WHERE x = n.name) AS any",
  'MATCH (n:Agent) RETURN [(n)-[:USES_MODEL]->(m) WHERE m.name IS NOT NULL | m.name] AS names',
  'MATCH (n:Agent) WHERE n.name = $name RETURN n',
  'MATCH (n:`Agent`) RETURN n.`name` AS `the name`',
] as const;

const refused = [
  ["LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", 'LOAD'],
  ["MATCH (n:Agent) LOAD CSV FROM 'http://x' AS line RETURN line", 'LOAD'],
  ["lOaD /* x */ cSv FROM 'file:///x' AS l RETURN l", 'LOAD'],
  ['CALL db.labels()', 'Procedures'],
  ['CALL apoc.load.json("x") YIELD value RETURN value', 'Procedures'],
  ['CALL `db`.`labels`()', 'Procedures'],
  ['MATCH (n:Agent) CALL { CALL db.labels() YIELD label RETURN label } RETURN label', 'Procedures'],
  ['MATCH (n:Agent) CALL { CREATE (m:Agent) RETURN m } RETURN m', 'CREATE'],
  ['MATCH (n:Agent) CALL { WITH n RETURN 1 AS x } IN TRANSACTIONS RETURN x', 'TRANSACTIONS'],
  ['MATCH (n:Agent) RETURN apoc.text.join(["a"], "b")', 'dot'],
  ['MATCH (n:Agent) RETURN n.x(1)', 'dot'],
  ['RETURN `apoc`.`load`("x")', 'dot'],
  ['RETURN `id`(1)', 'quoted'],
  ['MATCH (n:Agent) RETURN id(n)', 'list'],
  ['MATCH (n:Agent) RETURN elementId(n)', 'list'],
  ['RETURN file("x")', 'list'],
  ['SHOW DATABASES', 'SHOW'],
  ['USE neo4j MATCH (n:Agent) RETURN n', 'USE'],
  ['PROFILE MATCH (n:Agent) RETURN n', 'PROFILE'],
  ['EXPLAIN MATCH (n:Agent) RETURN n', 'EXPLAIN'],
  ['CYPHER runtime=slotted MATCH (n:Agent) RETURN n', 'options'],
  ...[
    'CREATE (n:Agent)',
    'MERGE (n:Agent)',
    'SET n.x = 1',
    'DELETE n',
    'DETACH DELETE n',
    'REMOVE n.x',
    'FOREACH (x IN [1] | SET n.x = x)',
    'DROP INDEX x',
    'ALTER USER x',
    'GRANT ROLE x',
    'INSERT (n)',
  ].map((write) => [`MATCH (n:Agent) ${write} RETURN n`, 'only read'] as const),
  ['MATCH (n:Agent) RETURN n; MATCH (m:Agent) RETURN m', 'One statement'],
  ['MATCH (n:Agent) RETURN n;;', 'One statement'],
  [String.raw`\u0043ALL db.labels()`, 'escapes'],
  [String.raw`RETURN '\u0027 CALL db.labels() //'`, 'escapes'],
  [String.raw`RETURN 1 // \U000A CALL db.labels()`, 'escapes'],
  ["RETURN 'a\\q'", 'string'],
  ["RETURN 'a", 'string'],
  ['RETURN 1 /* CALL', '"*"'],
  ['MATCH (n:Agent)\u00a0RETURN n', 'not part'],
  ['MATCH (n:Agent) WHERE n.name =~ "(a+)+" RETURN n', 'STARTS WITH'],
  ['MATCH (n:Agent) RETURN range(1, 1000000000)', 'at most'],
  ['MATCH (n:Agent) RETURN range(1, n.x)', 'whole numbers'],
  ['MATCH (n:Agent&Model) RETURN n', 'not part'],
  ['MATCH (n:!Agent) RETURN n', 'not part'],
  ['MATCH (n:$(label)) RETURN n', 'parameter'],
  ['MATCH (n:Agent)-[r WHERE r.x = 1]->(m) RETURN n', 'WHERE'],
  ['MATCH (n:Agent WHERE n.x = 1) RETURN n', 'behind the pattern'],
  ['MATCH ((n:Agent)-->(m)){1,3} RETURN n', 'expected'],
  ['MATCH (n:Agent)', 'RETURN'],
  ['', 'empty'],
  ['RETURN x', 'No variable x'],
  ['MATCH (n:Agent) RETURN COLLECT { MATCH (n)-->(m) RETURN m }', 'COLLECT'],
] as const;

/** Every way to a node that the pattern does not hold: on a Neo4j these could be nodes of the state. */
const unanchored = [
  'MATCH (n) RETURN n',
  'MATCH (n)-->(m) RETURN m',
  'MATCH ()-[r]->() RETURN r',
  'MATCH (a:Agent), (n) RETURN n',
  'MATCH (a:Agent) OPTIONAL MATCH (n) RETURN n',
  'MATCH (n:Agent) WITH count(n) AS c MATCH (n) RETURN n',
  'MATCH (n:Agent) RETURN n UNION MATCH (n) RETURN n',
  'MATCH (n:Agent) CALL { MATCH (n) RETURN n AS k } RETURN k',
  'MATCH (n:Agent) CALL () { MATCH (n) RETURN n AS k } RETURN k',
  'MATCH (n:Agent) WHERE EXISTS { (x) } RETURN n',
  'MATCH (n:Agent) RETURN COUNT { MATCH (x)-->() } AS c',
  'MATCH (n:Agent) RETURN [(x)-->(y) | y.id] AS l',
  'MATCH (n:Agent) WITH 1 AS x WHERE EXISTS { (n)-->() } RETURN x',
  'MATCH (n:Agent) RETURN n ORDER BY COUNT { (n)-->() }',
  'MATCH (n:Agent) RETURN [x IN [1] | x] AS l, EXISTS { (x)-->() } AS e',
  'MATCH p = shortestPath((a)-[*]-(b)) RETURN p',
  'MATCH (n) WHERE n:Agent RETURN n',
  `MATCH (n:${STATE_LABEL_PREFIX}Scan) RETURN n`,
  `MATCH (n:\`${STATE_LABEL_PREFIX}Scan\`) RETURN n`,
  `MATCH (n:${STATE_LABEL_PREFIX.toUpperCase()}SCAN) RETURN n`,
  `MATCH (n:Agent:${STATE_LABEL_PREFIX}Scan) RETURN n`,
  `MATCH (n:Agent) WHERE EXISTS { (:${STATE_LABEL_PREFIX}Scan) } RETURN n`,
] as const;

describe('a query that a person wrote', () => {
  it.each(admitted)('is admitted if it only reads: %s', (text) => {
    expect(admitQuery(text).text).toBe(text);
    expect(admitQuery(`${text} ; `).text).toBe(text);
  });

  it.each(refused)('is refused: %s', (text, remedy) => {
    expect(refusal(text).message).toContain(remedy);
  });

  it.each(unanchored)('cannot walk where it names nothing of the graph: %s', (text) => {
    expect(refusal(text).message).toMatch(/has no label|not part of the graph|No patterns|No variable/);
  });

  it('is told the place', () => {
    const { line, column } = refusal('MATCH (n:Agent)\n  SET n.x = 1');
    expect([line, column]).toEqual([2, 3]);
  });

  it('runs as it was read: without comments, strings in quotes they do not hold', () => {
    expect(admitQuery("RETURN /* ' */ 'it\\'s' AS a, // b\n 'both \\' and \"' AS c").text).toBe(
      `RETURN "it's" AS a, ("both ' and " + '"') AS c`,
    );
  });

  it('never lets a comparison look like an arrow', () => {
    expect(admitQuery('MATCH (n:Agent) WHERE n.x<-1 RETURN n').text).toBe(
      'MATCH (n:Agent) WHERE n.x< -1 RETURN n',
    );
    expect(admitQuery('MATCH (n:Agent)<-[:USES_TOOL]-(m)<--(k) RETURN n').text).toContain(
      '(n:Agent)<-[:USES_TOOL]-(m)<--(k)',
    );
  });

  it('may name only what is in the vocabulary, where one is given', () => {
    const vocabulary = { catalogue: tinyCatalogue };
    expect(admitQuery('MATCH (n:Thing)-[:USES_TOOL]->(m:Agent) RETURN n', vocabulary).text).toContain(
      'Thing',
    );
    expect(() => admitQuery('MATCH (n:Thign) RETURN n', vocabulary)).toThrow('Did you mean Thing?');
    expect(() => admitQuery('MATCH (n:Thing)-[:USE_TOOL]->(m) RETURN n', vocabulary)).toThrow(
      'Did you mean USES_TOOL?',
    );
  });

  it('ends in an answer or in a refusal, whatever it is', { timeout: 60_000 }, () => {
    const words = fc.constantFrom(
      ..."MATCH OPTIONAL WHERE WITH RETURN UNION CALL UNWIND AS ORDER BY LIMIT CASE WHEN THEN END EXISTS COUNT reduce any range n m Agent x ( ) [ ] { } - > < : . , * = | 1 'x' $p ; `a` /* */ // SET LOAD".split(
        ' ',
      ),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 60 }).map((list) => list.join(' ')),
      fc
        .tuple(fc.constantFrom(...admitted), fc.nat(90), words)
        .map(([text, at, word]) => text.slice(0, at) + word + text.slice(at)),
      fc
        .tuple(
          fc.constantFrom('(', '[', '{a: ', '({a: ', '(n {a: ', 'CASE ', 'NOT ', 'any(x IN '),
          fc.nat(3000),
        )
        .map(([open, depth]) => `MATCH (n:Agent) RETURN ${open.repeat(depth)}`),
      fc.nat(60).map((depth) => `RETURN ${'({a: '.repeat(depth)}1${'})-[x]'.repeat(depth)}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const once = admitQuery(text).text;
          expect(admitQuery(once).text).toBe(once);
          expect(once).not.toMatch(/^\s*(LOAD|CREATE|SET)\b/i);
        } catch (error) {
          expect(error).toBeInstanceOf(RefusedQuery);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

const tiny: TinyGraph = {
  nodes: [
    { id: 'a', labels: ['Agent'], props: { name: 'a', x: -2 } },
    { id: 'm', labels: ['Model'], props: { name: 'm' } },
  ],
  edges: [{ from: 'a', type: 'USES_MODEL', to: 'm', props: {} }],
};
const uri = process.env['PATHLIGHT_TEST_NEO4J_URI'];

describe('what is admitted', () => {
  it('runs on Grafeo', async () => {
    const db = GrafeoDB.create();
    const run: Run = async (text, params) => (await db.executeCypher(text, params)).toArray();
    await seed(run, tiny);
    for (const text of admitted)
      await expect(run(admitQuery(text).text, { name: 'a' })).resolves.toBeInstanceOf(Array);
  });

  it.skipIf(uri === undefined)('runs on Neo4j and never shows the state', async () => {
    const driver = neo4j.driver(uri ?? '');
    const session = driver.session();
    const run: Run = async (text, params) =>
      (await session.run(text, { ...params })).records.map((record) => record.toObject());
    await run('MATCH (n) DETACH DELETE n', {});
    await seed(run, tiny);
    await run(
      `CREATE (:${STATE_LABEL_PREFIX}Scan {id: 'SECRET'})-[:USES_MODEL]->(:${STATE_LABEL_PREFIX}Scan {id: 'SECRET'})`,
      {},
    );
    const nulls = [
      'OPTIONAL MATCH (a:Nope) WITH a MATCH (a) RETURN a.id AS id',
      'UNWIND [null] AS a MATCH (a)-->(b) RETURN b.id AS id',
      'WITH null AS a OPTIONAL MATCH (a)-->(b) RETURN b.id AS id',
      'WITH null AS a RETURN [(a)-->(b) | b.id] AS l, EXISTS { (a)-->() } AS e, COUNT { (a)-->() } AS c',
      'MATCH (n:Asset)-[*]-(m) RETURN m.id AS id',
    ];
    for (const text of [...admitted, ...nulls]) {
      const rows = await run(admitQuery(text).text, { name: 'a' });
      expect(JSON.stringify(rows, (_, v: unknown) => (typeof v === 'bigint' ? Number(v) : v))).not.toContain(
        'SECRET',
      );
    }
    await run('MATCH (n) DETACH DELETE n', {});
    await session.close();
    await driver.close();
  });
});

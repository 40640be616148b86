/** The two stores tell the same: what the demo finds is byte for byte the same, but for times and the scan's id. */
import { expect, it } from 'vitest';
import { sampleEstate } from '#connectors/standin/aws/sample/estate.ts';
import type { AwsStandin } from '#connectors/standin/aws/server.ts';
import { readPosture } from '#policies/engine/posture.ts';
import { findingsJson } from '#src/cli/show/findings.ts';
import { awsAt, openPlace, type Place, startCompany, timeless } from './scanning.ts';
import { describeWith } from './services.ts';

/** The JSON that `pathlight findings` and `pathlight coverage` print. */
async function told(place: Place): Promise<string> {
  const posture = await place.store.read(readPosture);
  if (posture === null) throw new Error('nothing was published');
  const { summary, findings, cannotTell, coverage } = posture;
  // Paths, their order and their steps are part of findings.
  expect(findings.filter(({ path }) => path !== undefined).length).toBeGreaterThan(10);
  const json = JSON.parse(findingsJson(summary, findings, cannotTell)) as unknown;
  return timeless([json, coverage, summary]);
}

/** Every asset and edge, sorted, without times. */
async function graphOf(place: Place): Promise<string> {
  const { nodes, edges } = await place.store.read(async (graph) => {
    const found = { nodes: [] as [string, unknown][], edges: [] as [string, unknown][] };
    const ordered = (props: object) =>
      Object.fromEntries(Object.entries(props).sort(([a], [b]) => (a < b ? -1 : 1)));
    for await (const node of graph.nodes({ label: 'Asset' }))
      found.nodes.push([node.id, { ...node, labels: [...node.labels].sort(), props: ordered(node.props) }]);
    for await (const edge of graph.edges())
      if (edge.type !== 'ABOUT')
        found.edges.push([JSON.stringify([edge.from, edge.type, edge.to, edge.key]), ordered(edge.props)]);
    return found;
  });
  const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
  return timeless([nodes.sort(byKey), edges.sort(byKey)]);
}

describeWith('neo4j', 'the demo into Neo4j and into the embedded graph', (uri) => {
  const steps: readonly (readonly [string, (company: AwsStandin) => void])[] = [
    ['the sample company', () => {}],
    [
      'a rescan with gaps',
      (company) =>
        company.setFaults([
          { operation: 's3:GetBucketPolicy', fault: { type: 'deny' } },
          { operation: 'sagemaker:ListNotebookInstances', region: 'eu-west-1', fault: { type: 'deny' } },
          { operation: 'bedrock-agent:ListAgents', region: 'us-east-1', fault: { type: 'deny' } },
        ]),
    ],
    [
      'a rescan after much has gone',
      (company) => {
        company.setFaults([]);
        company.setEstate({
          ...sampleEstate,
          pieces: sampleEstate.pieces.filter((_, i) => i < 40 || i % 5 !== 0),
        });
      },
    ],
  ];
  it('gives the same findings, coverage and graph, scan after scan', async () => {
    const company = await startCompany();
    const embedded = await openPlace();
    const neo4j = await openPlace({ at: { store: { kind: 'neo4j', uri }, state: { kind: 'neo4j', uri } } });
    try {
      // Two installations would make different fingerprints of the same secret.
      for (const { state } of [embedded, neo4j]) await state.setting('hmac-key', () => 'one key for both');
      for (const [name, change] of steps) {
        change(company);
        for (const place of [embedded, neo4j]) await place.scan(awsAt(company.url));
        expect(await told(neo4j), name).toBe(await told(embedded));
        expect(await graphOf(neo4j), name).toBe(await graphOf(embedded));
      }
    } finally {
      await embedded.close();
      await neo4j.close();
      await company.close();
    }
  }, 240_000);
});

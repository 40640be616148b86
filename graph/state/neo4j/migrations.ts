/**
 * The layouts of the state in Neo4j, oldest first; one that was released is never changed. Labels begin with
 * `_PathlightState`, so that no people's query can name them. Each kind of record has one unique `key`.
 */
const unique = (label: string): string =>
  `CREATE CONSTRAINT _pathlight_state_${label.toLowerCase()} IF NOT EXISTS
   FOR (n:_PathlightState${label}) REQUIRE n.key IS UNIQUE`;
const indexed = (label: string, property: string): string =>
  `CREATE INDEX _pathlight_state_${label.toLowerCase()}_${property.toLowerCase()} IF NOT EXISTS
   FOR (n:_PathlightState${label}) ON (n.${property})`;

export const migrations: readonly (readonly string[])[] = [
  [
    ...['Meta', 'Scan', 'Part', 'Close', 'Life', 'Mute', 'Snapshot', 'Setting'].map(unique),
    indexed('Part', 'scan'),
    indexed('Close', 'scan'),
    indexed('Scan', 'startedAt'),
  ],
];

/** What this Pathlight writes. */
export const layout = migrations.length;

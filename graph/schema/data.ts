import { concept, edgeType } from './define.ts';
import { bool, oneOf, text, texts } from './fields.ts';

export const dataConcepts = [
  concept('data', 'DataStore', 'Anything that keeps data: a bucket, a table, an index, a file system', {
    encryption: oneOf('who holds the key that encrypts it at rest', ['none', 'provider', 'customer']),
  }),
  concept('data', 'ObjectStore', 'A bucket or container of objects', {
    publicRead: bool('derived: whether anyone may read what is in objects, all of them or some'),
    publicReadPrefixes: texts(
      'derived: under which key prefixes anyone may read, with * or ? inside where no prefix says it; one empty text for all',
    ),
    publicReadPart: text('derived: how much of it anyone may read, in words'),
    publicList: bool('derived: whether anyone may list which objects there are'),
    publicWrite: bool('derived: whether anyone may write objects'),
    writableByOutsiders: bool('derived: whether anyone outside of its account may write objects'),
    objectsMayBePublic: bool('derived: whether single objects can be made public by an ACL of their own'),
  }),
  concept('data', 'Database', 'A database, warehouse or dataset'),
  concept('data', 'FileSystem', 'A mounted file system'),
  concept('data', 'Stream', 'A queue, topic or stream'),
  concept('data', 'LogStore', 'A log group or log bucket'),
] as const;

const prefix = text('key prefix inside the store');

export const dataEdges = [
  edgeType(
    'data',
    'FEEDS',
    'forward',
    'Data flows from a store into a job, knowledge base, feature store or model',
    { props: { prefix } },
  ),
  edgeType('data', 'STORES_TO', 'forward', 'Writes its results or payloads to a store', {
    props: { prefix },
  }),
  edgeType('data', 'LOGS_TO', 'forward', 'Writes its log to a store', { props: { prefix } }),
  edgeType('data', 'REPLICATES_TO', 'forward', 'Copies its contents to another store'),
] as const;

/** What every node and edge of the graph carries besides its own properties. Written by publish, never by a kind. */
import { bool, type Fields, json, oneOf, text, texts, time } from './fields.ts';

/** Every asset node has this label besides its kind and its concepts. */
export const ASSET = 'Asset';
/** What was seen to be gone: keeps id, name and times, has no other label and no edges. */
export const GONE = 'Gone';

/** Properties of every asset node. */
export const assetProps = {
  id: text('canonical id'),
  uid: text("the cloud's immutable id, or 'none'"),
  name: text('name'),
  kind: text("the kind's label"),
  cloud: oneOf('cloud', ['aws', 'azure', 'gcp', 'saas']),
  account: text("account, subscription or project; 'none' for what belongs to none"),
  region: text("region, or 'global'"),
  scope: text('key of the scope whose listing shows it'),
  /** What AWS itself owns is listed by every account that uses it. */
  alsoIn: texts('keys of other scopes whose listings show it too'),
  /** False for a stub: something another asset points at and no listing has shown (yet). */
  seen: bool('whether a listing has shown it'),
  /** True when the last scan that should have shown it could not look. */
  stale: bool('whether what is known is from an earlier scan'),
  staleReason: text('why it is stale'),
  /** Edge types that could not be read. */
  incomplete: texts('edge types that could not be read'),
  /** Values of properties that could be read earlier and not in the last scan, as a JSON object. */
  lastKnown: json('last known values of properties that are now unknown'),
  observedAt: time('when it was last seen'),
  firstSeen: time('when it was first seen'),
  aliases: texts('other ids of the same asset'),
  formerIds: texts('ids that it had before it was renamed or moved'),
  hash: text('content hash'),
  accessUnknown: text(
    "derived: why what it may do, or what its policy lets others do, could not be told; 'none' where it could",
  ),
  exposureUnknown: text("derived: why who gets at it from outside could not be told; 'none' where it could"),
} as const satisfies Fields;

/** Properties of every edge. */
export const edgeProps = {
  key: text('statement, channel, variant or rule'),
  by: text('id of the asset whose read gave the edge, or the name of the derivation'),
  stale: bool('whether it is from an earlier scan'),
  observedAt: time(
    'when it was last seen; of a derived edge, when the oldest of what it follows from was seen',
  ),
  inputs: texts('of a derived edge: ids of the assets that it follows from'),
  assumes: texts(
    'of a derived edge: restricting sources that nobody could read and that were taken not to restrict',
  ),
} as const satisfies Fields;

/** What both stores of the state do alike: the keys of records, and what a stored text is read back as. */
import { type Scope, scopeKey } from '#graph/schema/coverage.ts';
import { StateDamaged } from './errors.ts';
import { decode, encode, unpack } from './json.ts';
import type { FindingLife, Mute, ScanRecord, SpoolClose, SpoolPart } from './port.ts';

/**
 * One text for a list of texts: no two lists give the same, and no store can lose a character of it (JSON escapes NUL
 * and lone surrogates).
 */
export const keyOf = (...texts: readonly string[]): string => JSON.stringify(texts);

/** Key of a (kind, scope) within a scan; the closing records of a scan are ordered by it. */
export const placeOf = (kind: string, scope: Scope): string => keyOf(kind, scopeKey(scope));

export const identityOf = (of: Pick<FindingLife, 'policy' | 'asset' | 'uid'>): string =>
  keyOf(of.policy, of.asset, of.uid);

/** By UTF-16 code unit, which every store can be made to agree on: the sorting is done here. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** How the two stores keep a scan: the record without what a `beat` writes. */
export function scanFrom(text: unknown, heartbeat: unknown): ScanRecord {
  const record = read<ScanRecord>(text);
  return typeof heartbeat === 'string' ? { ...record, heartbeat } : record;
}

export const newScan = (scan: Pick<ScanRecord, 'id' | 'startedAt' | 'request'>): string =>
  encode({
    id: scan.id,
    startedAt: scan.startedAt,
    finishedAt: null,
    status: 'running',
    error: null,
    request: scan.request,
    publication: null,
  } satisfies ScanRecord);

export const endedScan = (
  text: unknown,
  end: Pick<ScanRecord, 'status' | 'finishedAt' | 'error' | 'publication'>,
): string => {
  const { status, finishedAt, error, publication } = end;
  return encode({ ...read<ScanRecord>(text), status, finishedAt, error, publication });
};

export const readLife = (text: unknown): FindingLife => read<FindingLife>(text);
export const readText = (text: unknown): string => read<string>(text);
export const readMute = (text: unknown): Mute => read<Mute>(text);
export const readPart = (bytes: unknown): Promise<SpoolPart> => readPacked<SpoolPart>(bytes);
export const readClose = (bytes: unknown): Promise<SpoolClose> => readPacked<SpoolClose>(bytes);

/** The parts of a closed place, with a check that none is missing. */
export async function* wholeParts(
  close: SpoolClose,
  part: (index: number) => Promise<unknown>,
): AsyncGenerator<SpoolPart> {
  for (let index = 0; index < close.parts; index += 1) {
    const bytes = await part(index);
    if (bytes === undefined) {
      const where = `${close.kind} in ${scopeKey(close.scope)}`;
      throw new StateDamaged(
        `scan ${close.scan}: part ${index} of ${close.parts} of ${where} is missing: scan again`,
      );
    }
    yield await readPart(bytes);
  }
}

/** Records were written by this Pathlight or by an older one whose layout was migrated: their form is known. */
function read<T>(text: unknown): T {
  try {
    if (typeof text === 'string') return decode(text) as T;
  } catch (cause) {
    throw damaged(cause);
  }
  throw damaged();
}

export async function readPacked<T>(bytes: unknown): Promise<T> {
  try {
    if (ArrayBuffer.isView(bytes)) {
      return (await unpack(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))) as T;
    }
  } catch (cause) {
    throw damaged(cause);
  }
  throw damaged();
}

const damaged = (cause?: unknown): StateDamaged =>
  new StateDamaged(
    'a record of the state is damaged: restore the state from a backup, or remove it and scan again',
    {
      cause,
    },
  );

/** One small class per way a store can fail; messages name the thing and the remedy. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
}
/** Another live process is publishing. */
export class StoreBusy extends StoreError {
  override readonly name = 'StoreBusy';
}
/** The store was written by a newer Pathlight. */
export class StoreTooNew extends StoreError {
  override readonly name = 'StoreTooNew';
}
/** The store could not be reached or opened. */
export class StoreUnreachable extends StoreError {
  override readonly name = 'StoreUnreachable';
}
/** A file of the store is damaged. */
export class StoreDamaged extends StoreError {
  override readonly name = 'StoreDamaged';
}
/** No space, or a quota. */
export class StoreFull extends StoreError {
  override readonly name = 'StoreFull';
}
/** A value that a property cannot hold on one of the stores: refused for both. */
export class BadValue extends StoreError {
  override readonly name = 'BadValue';
}
/** A person's query failed. */
export class QueryFailed extends StoreError {
  override readonly name = 'QueryFailed';
}
/** A person's query went over a limit. */
export class QueryLimit extends StoreError {
  override readonly name = 'QueryLimit';
  readonly limit: 'milliseconds' | 'rows' | 'bytes' | 'memory';
  constructor(limit: QueryLimit['limit'], message: string) {
    super(message);
    this.limit = limit;
  }
}

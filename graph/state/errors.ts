/** One small class per way the state can fail; messages name the thing and the remedy. */
export class StateError extends Error {
  override readonly name: string = 'StateError';
}
/** The state was written by a newer Pathlight. */
export class StateTooNew extends StateError {
  override readonly name = 'StateTooNew';
}
/** The state could not be reached or opened, or another process keeps it busy. */
export class StateUnreachable extends StateError {
  override readonly name = 'StateUnreachable';
}
/** What is kept there is damaged, or is no state of Pathlight at all. */
export class StateDamaged extends StateError {
  override readonly name = 'StateDamaged';
}
/** No space, or a quota. */
export class StateFull extends StateError {
  override readonly name = 'StateFull';
}

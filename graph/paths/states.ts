/**
 * What an attacker can have of an asset. A state of the step graph is an asset and a hold on it.
 *
 * `own` gives the other three on the same asset, at no cost and without a step that is shown.
 */
export const holds = ['see', 'put', 'ask', 'own'] as const;

/**
 * `see`: reads what is in it or comes out of it. `put`: changes what it holds or how it behaves. `ask`: calls it, or
 * what the attacker writes reaches it. `own`: acts as it, or runs code in it.
 */
export type Hold = (typeof holds)[number];

export const holdNumber: Readonly<Record<Hold, number>> = { see: 0, put: 1, ask: 2, own: 3 };

/** Number of a state: states of assets come first, those of hubs after them. */
export const stateOf = (asset: number, hold: Hold): number => asset * holds.length + holdNumber[hold];

export const holdOf = (state: number): Hold => holds[state % holds.length] ?? 'own';

/** How a hold reads in a list. */
export const holdWords: Readonly<Record<Hold, string>> = {
  see: 'read it',
  put: 'change it',
  ask: 'send it input',
  own: 'act as it',
};

/** Logic with a third value: `null` is *unknown*. What is known decides where it can. */

export type Maybe = boolean | null;

/** True if one is true, whatever is unknown. */
export function any(values: Iterable<Maybe>): Maybe {
  let result: Maybe = false;
  for (const value of values) {
    if (value === true) return true;
    if (value === null) result = null;
  }
  return result;
}

/** False if one is false, whatever is unknown. */
export function all(values: Iterable<Maybe>): Maybe {
  let result: Maybe = true;
  for (const value of values) {
    if (value === false) return false;
    if (value === null) result = null;
  }
  return result;
}

export const not = (value: Maybe): Maybe => (value === null ? null : !value);

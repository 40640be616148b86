/** Logic with a third value: `null` is *unknown*. What is known decides where it can. */

export type Maybe = boolean | null;

/** True if one is true, whatever is unknown. */
export const any = (values: Iterable<Maybe>): Maybe => {
  let unknown = false;
  for (const value of values) {
    if (value === true) return true;
    unknown ||= value === null;
  }
  return unknown ? null : false;
};

export const not = (value: Maybe): Maybe => (value === null ? null : !value);

/** False if one is false, whatever is unknown. */
export const all = (values: Iterable<Maybe>): Maybe => not(any([...values].map(not)));

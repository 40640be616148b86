/** A list of whole numbers that grows, without an object per number. */
export interface Ints {
  readonly length: () => number;
  readonly push: (value: number) => void;
  /** What was pushed, in an array of just that length. */
  readonly done: () => Int32Array;
}

export function ints(room = 1024): Ints {
  let array = new Int32Array(room);
  let length = 0;
  return {
    length: () => length,
    push: (value) => {
      if (length === array.length) {
        const wider = new Int32Array(length * 2);
        wider.set(array);
        array = wider;
      }
      array[length++] = value;
    },
    done: () => array.slice(0, length),
  };
}

/** A fixed number of bits, in 32-bit words. */
export type Bits = Uint32Array;

export const bits = (size: number): Bits => new Uint32Array((size + 31) >>> 5);

export const setBit = (of: Bits, at: number): void => {
  of[at >>> 5] = (of[at >>> 5] ?? 0) | (1 << (at & 31));
};

export const hasBit = (of: Bits, at: number): boolean => (((of[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;

/** `into ∪= more`. */
export function add(into: Bits, more: Bits): void {
  for (let i = 0; i < into.length; i += 1) into[i] = (into[i] ?? 0) | (more[i] ?? 0);
}

/** All of `size` bits. */
export function full(size: number): Bits {
  const all = bits(size).fill(0xffffffff);
  const rest = size & 31;
  if (rest > 0) all[all.length - 1] = (1 << rest) - 1;
  return all;
}

export const both = (a: Bits, b: Bits): Bits => a.map((word, i) => word & (b[i] ?? 0));
export const either = (a: Bits, b: Bits): Bits => a.map((word, i) => word | (b[i] ?? 0));
export const without = (a: Bits, b: Bits): Bits => a.map((word, i) => word & ~(b[i] ?? 0));

/** Where the bits are, from the lowest. */
export function* places(of: Bits): Generator<number> {
  for (let i = 0; i < of.length; i += 1) {
    let word = of[i] ?? 0;
    while (word !== 0) {
      const low = word & -word;
      yield i * 32 + (31 - Math.clz32(low));
      word ^= low;
    }
  }
}

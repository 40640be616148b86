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

export function both(a: Bits, b: Bits): Bits {
  const out = new Uint32Array(a.length);
  for (let i = 0; i < out.length; i += 1) out[i] = (a[i] ?? 0) & (b[i] ?? 0);
  return out;
}

export function either(a: Bits, b: Bits): Bits {
  const out = new Uint32Array(a.length);
  for (let i = 0; i < out.length; i += 1) out[i] = (a[i] ?? 0) | (b[i] ?? 0);
  return out;
}

export function without(a: Bits, b: Bits): Bits {
  const out = new Uint32Array(a.length);
  for (let i = 0; i < out.length; i += 1) out[i] = (a[i] ?? 0) & ~(b[i] ?? 0);
  return out;
}

export function isEmpty(of: Bits): boolean {
  for (let i = 0; i < of.length; i += 1) if (of[i] !== 0) return false;
  return true;
}

/** Are all of the members in it, or none? */
export function isEvenIn(of: Bits, members: Bits): boolean {
  let some = false;
  let lack = false;
  for (let i = 0; i < members.length; i += 1) {
    const inside = (of[i] ?? 0) & (members[i] ?? 0);
    some ||= inside !== 0;
    lack ||= (inside ^ (members[i] ?? 0)) !== 0;
    if (some && lack) return false;
  }
  return true;
}

/** Are all of the members in it? */
export function holdsAll(of: Bits, members: Bits): boolean {
  for (let i = 0; i < members.length; i += 1) if (((members[i] ?? 0) & ~(of[i] ?? 0)) !== 0) return false;
  return true;
}

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

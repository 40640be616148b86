/** Sets of ports: sorted ranges, both ends included, without overlap. */
export type Range = readonly [from: number, to: number];
export type Ports = readonly Range[];

export const allPorts: Ports = [[0, 65535]];
/** From where clients ask, and to where answers go. Source: Amazon VPC User Guide, "Ephemeral ports". */
export const ephemeral: Ports = [[1024, 65535]];

const joined = (ranges: readonly Range[]): Ports => {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const sum: Range[] = [];
  for (const [from, to] of sorted) {
    const last = sum.at(-1);
    if (last !== undefined && from <= last[1] + 1) sum[sum.length - 1] = [last[0], Math.max(last[1], to)];
    else sum.push([from, to]);
  }
  return sum;
};

export const union = (...sets: readonly Ports[]): Ports => joined(sets.flat());

export const both = (a: Ports, b: Ports): Ports =>
  a.flatMap(([from, to]) =>
    b.flatMap(([first, last]): Range[] => {
      const [low, high] = [Math.max(from, first), Math.min(to, last)];
      return low <= high ? [[low, high]] : [];
    }),
  );

export const without = (a: Ports, b: Ports): Ports =>
  b.reduce<Ports>(
    (left, [first, last]) =>
      left.flatMap(([from, to]): Range[] => {
        if (last < from || first > to) return [[from, to]];
        const rest: Range[] = [];
        if (from < first) rest.push([from, first - 1]);
        if (to > last) rest.push([last + 1, to]);
        return rest;
      }),
    a,
  );

/** Of a rule: `null` at either end is all ports. */
export const portsOf = (from: number | null, to: number | null): Ports =>
  from === null || to === null ? allPorts : [[from, to]];

/** `tcp/443`, `tcp/8000-9000`. */
export const shown = (protocol: string, ports: Ports): readonly string[] =>
  ports.map(([from, to]) => `${protocol}/${from === to ? from : `${from}-${to}`}`);

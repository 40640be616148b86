/** How figures are printed, with the method beside each. */
export interface Figure {
  readonly what: string;
  readonly figure: string;
  readonly reach: string;
  readonly method: string;
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
export const perSecond = (n: number, ms: number): string =>
  `${Math.round((n / ms) * 1000).toLocaleString('en')}/s`;
export const ratio = (a: number, b: number): string => (a / b).toFixed(2);

/** Milliseconds that `work` takes, after a garbage collection where the process allows one. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  (globalThis as { gc?: () => void }).gc?.();
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function print(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}`);
  for (const { what, figure, reach, method } of figures) {
    console.log(`  ${what}: ${figure}${reach === '' ? '' : `   (reach: ${reach})`}`);
    console.log(`    ${method}`);
  }
}

/** Codes that say that the caller is nobody (any more): a permission would not help, and nobody meant to accept it. */
const bad = /expired|credential|token|signature|unrecognizedclient/i;

export const badCredentials = (gap: {
  readonly outcome: string;
  readonly code?: string | undefined;
}): boolean => gap.outcome === 'denied' && bad.test(gap.code ?? '');

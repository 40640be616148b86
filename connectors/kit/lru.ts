/** The most recently used values within a budget. Values of size 0 (not settled yet) are never dropped. */
export class LRU<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly size: number }>();
  readonly #budget: number;
  #used = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: V, size: number): void {
    this.#used += size - (this.#entries.get(key)?.size ?? 0);
    this.#entries.delete(key);
    this.#entries.set(key, { value, size });
    if (this.#used <= this.#budget) return;
    for (const [old, entry] of this.#entries) {
      if (this.#used <= this.#budget) return;
      if (entry.size === 0) continue;
      this.#entries.delete(old);
      this.#used -= entry.size;
    }
  }
}

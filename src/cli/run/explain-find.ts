/** Finds what a person names: by id, by alias, or by a name that only one thing has. */
import { DERIVED } from '#graph/derive/types.ts';
import { ASSET } from '#graph/schema/node.ts';
import type { GraphReader } from '#graph/store/port.ts';
import { UsageError } from '#src/config.ts';

interface Known {
  readonly id: string;
  readonly name: string;
  readonly labels: readonly string[];
}

/** So many candidates are named. */
const shown = 8;

export class Finder {
  readonly #byId = new Map<string, Known>();
  readonly #byAlias = new Map<string, Set<string>>();

  static async read(graph: Pick<GraphReader, 'nodes'>): Promise<Finder> {
    const finder = new Finder();
    for await (const { id, labels, props } of graph.nodes({ props: ['name', 'aliases'] })) {
      if (!labels.includes(ASSET) && !labels.includes(DERIVED)) continue;
      const name = typeof props['name'] === 'string' && props['name'] !== '' ? props['name'] : id;
      finder.#byId.set(id, { id, name, labels });
      const aliases = Array.isArray(props['aliases']) ? props['aliases'].map(String) : [];
      for (const word of [name, ...aliases]) {
        const known = finder.#byAlias.get(word);
        if (known === undefined) finder.#byAlias.set(word, new Set([id]));
        else known.add(id);
      }
    }
    return finder;
  }

  /** Names by id. */
  names(): ReadonlyMap<string, string> {
    return new Map([...this.#byId.values()].map(({ id, name }) => [id, name]));
  }

  nameOf(id: string): string {
    return this.#byId.get(id)?.name ?? id;
  }

  /** Assets with the label, by id. */
  labelled(label: string): readonly Known[] {
    return [...this.#byId.values()]
      .filter(({ labels }) => labels.includes(label) && labels.includes(ASSET))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /**
   * @param among labels of what can be meant: others of the name are in the way only where none of these has it
   * @throws UsageError where several things have the name; `undefined` for none
   */
  maybe(text: string, among: readonly string[] = []): Known | undefined {
    const known = this.#byId.get(text);
    if (known !== undefined) return known;
    const all = [...(this.#byAlias.get(text) ?? [])].sort();
    const fit = all.filter((one) => this.#byId.get(one)?.labels.some((label) => among.includes(label)));
    const ids = fit.length > 0 ? fit : all;
    const [id] = ids;
    if (ids.length > 1)
      throw new UsageError(
        `"${text}" is the name of ${ids.length}: give the id of one: ${ids.slice(0, shown).join(', ')}${ids.length > shown ? ', …' : ''}`,
      );
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** @throws UsageError where nothing or several things have the name */
  one(text: string, among: readonly string[] = []): Known {
    const known = this.maybe(text, among);
    if (known === undefined)
      throw new UsageError(`There is no asset ${text}. \`pathlight assets --name <part>\` finds ids.`);
    return known;
  }
}

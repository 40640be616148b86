/** As much of XML as it takes to see that a list in a reply holds what it must: the SDK reads any other as an empty one. */

/** A list inside of an element of its own. */
export interface XmlList {
  readonly element: string;
  /** Name of each item. */
  readonly item: string;
}

// Tags, and what may hold a `<` that begins none. Attributes may hold a `>`.
const pieces =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)(?:"[^"]*"|'[^']*'|[^<>"'])*?(\/?)>/g;

interface Open {
  readonly name: string;
  /** Set inside of a list: the name that its children must have. */
  readonly item: string | undefined;
}

/**
 * Why a list in a document is none: text or a foreign element between its items, or its element twice.
 * @param within names of the elements that the lists stand in, from the root.
 */
export function brokenList(
  text: string,
  within: readonly string[],
  lists: readonly XmlList[],
): string | undefined {
  const items = new Map(lists.map((list) => [list.element, list.item]));
  const seen = new Set<string>();
  const open: Open[] = [];
  let end = 0;
  for (const match of text.matchAll(pieces)) {
    const [whole, closing, name, selfClosing] = match;
    const at = open.at(-1);
    const between = text.slice(end, match.index);
    end = match.index + whole.length;
    const isText = name === undefined && whole.startsWith('<![CDATA[');
    if (at?.item !== undefined && (isText || between.trim() !== ''))
      return `text stands in its list <${at.name}>`;
    if (name === undefined) continue;
    if (closing === '/') {
      open.pop();
      continue;
    }
    if (at?.item !== undefined && name !== at.item) return `<${name}> stands in its list <${at.name}>`;
    const here = open.length === within.length && open.every((one, i) => one.name === within[i]);
    const item = here ? items.get(name) : undefined;
    if (item !== undefined && seen.has(name)) return `its list <${name}> stands there twice`;
    if (item !== undefined) seen.add(name);
    if (selfClosing !== '/') open.push({ name, item });
  }
  return undefined;
}

import { describe, expect, it } from 'vitest';
import { dot } from './dot.ts';
import type { Drawing } from './drawing.ts';
import { mermaid } from './mermaid.ts';

const hostile: readonly (readonly [what: string, name: string])[] = [
  ['quotes', 'a"]; n9["b'],
  ['brackets of every kind', '[[({<x>})]] ((|'],
  ['new lines', 'one\ntwo\r\nthree\u2028four'],
  ['a directive', '%%{init: {"securityLevel": "loose"}}%%'],
  ['HTML', '<img src=x onerror=alert(1)><script>alert(1)</script>'],
  ['entities', '#34; &quot; &#34; &amp;'],
  ['a statement', 'x; } digraph own { a -> b'],
  ['backslashes', 'a\\" \\\\" \\N \\'],
  ['marks that turn text', '\u202egnp.exe\u2066\u200b'],
  ['markdown and backticks', '`**bold** _x_ ~~y~~`'],
  ['words of the languages', 'end subgraph click n0 href "javascript:alert(1)" classDef'],
  ['control characters', '\u0000\u001b[2J\u0007'],
  ['half a letter', '\ud800'],
  ['ten thousand letters', 'x'.repeat(10_000)],
  ['nothing', ''],
];
const drawingOf = (name: string): Drawing => ({
  title: name,
  nodes: [
    { id: name, label: [name, name], role: 'entry' },
    { id: `${name}!`, label: [name], role: 'jewel' },
  ],
  edges: [
    { from: name, to: `${name}!`, label: name, sure: true },
    { from: `${name}!`, to: name, label: '', sure: false },
    { from: name, to: 'not drawn', label: name, sure: true },
  ],
});

/** The grammar of DOT as far as it is used: every token or an error. */
function tokensOf(text: string): readonly string[] {
  const token = /\s*(->|[{}[\];=,]|[A-Za-z_][A-Za-z_0-9]*|\d+|"(?:[^"\\]|\\.)*")/sy;
  const tokens: string[] = [];
  while (token.lastIndex < text.trimEnd().length) {
    const found = token.exec(text);
    if (found?.[1] === undefined) throw new Error(`no DOT: ${text.slice(tokens.length, 80)}`);
    tokens.push(found[1]);
  }
  return tokens;
}
/** What a reader of DOT takes a quoted string for; `\n` parts lines. */
const readDot = (token: string): string =>
  token
    .slice(1, -1)
    .replaceAll(/\\(.)/gs, (_, c: string) => (c === 'n' ? '\n' : c))
    .replaceAll('&amp;', '&');
const withoutTexts = (text: string) => text.replaceAll(/"(?:[^"\\]|\\.)*"/gs, '""');

describe('a DOT drawing', () => {
  it.each(hostile)('holds %s inside of its own quotes', (_, name) => {
    const text = dot(drawingOf(name));
    expect(withoutTexts(text)).toBe(withoutTexts(dot(drawingOf('plain'))));
    expect(tokensOf(text).map((t) => (t.startsWith('"') ? '""' : t))).toEqual(
      tokensOf(dot(drawingOf('plain'))).map((t) => (t.startsWith('"') ? '""' : t)),
    );
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/u);
  });
  it('gives names back as they are', () => {
    const name = 'a "b" \\N & <c> #34; é 木';
    const labels = tokensOf(dot(drawingOf(name))).filter((t) => t.startsWith('"') && t.includes('木'));
    expect(labels.map(readDot)).toEqual([name, `${name}\n${name}`, name, name]);
  });
  it('draws what is not sure dashed', () => {
    const lines = dot(drawingOf('x')).split('\n');
    expect(lines.filter((line) => line.includes('->')).map((line) => line.includes('dashed'))).toEqual([
      false,
      true,
    ]);
  });
});

/** What Mermaid shows for a label: entity codes by number. */
const readMermaid = (text: string) =>
  text.replaceAll(/#(\d+);/g, (_, n: string) => String.fromCodePoint(Number(n)));

describe('a Mermaid drawing', () => {
  it('gives an empty name a blank, as it reads no empty label', () => {
    expect(mermaid(drawingOf(''))).toContain('n1[[" "]]');
  });
  it.each(hostile.filter(([, name]) => name !== ''))('holds %s inside of its own quotes', (_, name) => {
    const text = mermaid(drawingOf(name));
    const blank = (one: string) => one.replaceAll(/"[^"\n]*"/g, '""');
    expect(blank(text)).toBe(blank(mermaid(drawingOf('plain'))));
    for (const [label] of text.matchAll(/"[^"\n]*"/g)) {
      expect(label.replaceAll('<br>', '').replaceAll(/#\d+;/g, '').slice(1, -1)).not.toMatch(
        /[<>"`#;&%{}[\]|\\~\p{Cc}\p{Cf}]/u,
      );
    }
    expect(text).not.toContain('%%');
  });
  it('gives names back as they are', () => {
    const name = 'a "b" <c> #34; [d] %%{init}%% é 木';
    const [first] = [...mermaid(drawingOf(name)).matchAll(/"([^"]*)"/g)].map(([, label = '']) => label);
    expect(first?.split('<br>').map(readMermaid)).toEqual([name, name]);
  });
  it('cuts what is too long and says so', () => {
    const [first = ''] = [...mermaid(drawingOf('x'.repeat(10_000))).matchAll(/"([^"]*)"/g)].map(
      ([, l]) => l ?? '',
    );
    expect(readMermaid(first.split('<br>')[0] ?? '')).toBe(`${'x'.repeat(199)}…`);
  });
});

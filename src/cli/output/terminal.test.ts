import { describe, expect, it } from 'vitest';
import { table } from './table.ts';
import { escapeJson, paint, safe } from './terminal.ts';

describe('hostile text on a terminal', () => {
  it.each([
    ['an escape sequence', '\u001b[2Jx', '\\u{1b}[2Jx'],
    ['a title change', '\u001b]0;own\u0007', '\\u{1b}]0;own\\u{7}'],
    ['an 8-bit control', '\u009b31m', '\\u{9b}31m'],
    ['a line break', 'a\r\nb', 'a\\u{d}\\u{a}b'],
    ['a right-to-left override', 'a\u202egnp.exe', 'a\\u{202e}gnp.exe'],
    ['a zero-width joiner', 'a\u200db', 'a\\u{200d}b'],
    ['a tag character', 'a\u{e0041}', 'a\\u{e0041}'],
    ['a lone surrogate', 'a\ud800', 'a\\u{d800}'],
    ['a tab', 'a\tb', 'a\\u{9}b'],
  ])('%s is shown, not obeyed', (_what, from, to) => {
    expect(safe(from)).toBe(to);
  });

  it('leaves ordinary text of any script alone', () => {
    for (const text of ['modèle-één', '模型', 'модель', '🤖', 'a–b "c" <d>']) expect(safe(text)).toBe(text);
  });

  it('is the same JSON, which a terminal does not obey, with its layout', () => {
    const value = { 'k\u202e': 'a\u001b[2J\n\u009b31m\u{e0041}\ud800é模🤖' };
    const text = escapeJson(JSON.stringify(value, null, 2));
    expect(JSON.parse(text)).toEqual(value);
    expect(text).toBe('{\n  "k\\u202e": "a\\u001b[2J\\n\\u009b31m\\udb40\\udc41\\ud800é模🤖"\n}');
  });

  it('cannot break out of a table', () => {
    const lines = table(
      [{ title: 'name', of: (r: string) => r }],
      ['a\nb\u001b[1m', 'c'],
      paint(false),
    ).split('\n');
    expect(lines.map((l) => l.trim()).filter((l) => l !== '')).toEqual(['name', 'a\\u{a}b\\u{1b}[1m', 'c']);
  });

  it('is coloured only where colour is wanted', () => {
    expect(paint(true).red('x')).toBe('\u001b[31mx\u001b[39m');
    expect(paint(false).red('x')).toBe('x');
  });
});

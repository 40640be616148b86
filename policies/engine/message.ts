/** Fills `{variable.property}` in a policy's words. The text stays raw: each writer escapes it in its own way. */
import type { Bound } from './explain.ts';

const placeholder = /\{(\w+)\.(\w+)\}/g;

export const render = (template: string, bound: Bound): string =>
  template.replaceAll(placeholder, (_, variable: string, property: string) => {
    const value = bound.get(variable)?.props[property];
    return value === undefined ? '(unknown)' : String(value);
  });

/** The placeholders of a text, for the check that they name something. */
export const placeholders = (
  template: string,
): readonly { readonly variable: string; readonly property: string }[] =>
  [...template.matchAll(placeholder)].map(([, variable = '', property = '']) => ({ variable, property }));

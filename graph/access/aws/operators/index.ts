/** All condition operators, by name in lower case: their names have no case. */
import { ipAddress, notIpAddress } from './address.ts';
import { binaryEquals } from './binary.ts';
import * as dates from './date.ts';
import * as numbers from './number.ts';
import * as texts from './text.ts';
import type { Operator } from './types.ts';

export const operators: readonly Operator[] = [
  ...Object.values(texts),
  ...Object.values(numbers),
  ...Object.values(dates),
  binaryEquals,
  ipAddress,
  notIpAddress,
];

export const operatorNamed: ReadonlyMap<string, Operator> = new Map(
  operators.map((operator) => [operator.name.toLowerCase(), operator]),
);

/** Faults on demand: the first that matches applies, and those with `times` count down. */
import type { Fault } from '../estate.ts';
import { contains } from './estate-index.ts';
import { actionOf } from './services.ts';

export interface Called {
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const matches = (fault: Fault, call: Called): boolean =>
  (fault.operation === undefined ||
    (typeof fault.operation === 'string'
      ? fault.operation === call.operation
      : new RegExp(fault.operation).test(call.operation))) &&
  (fault.account === undefined || fault.account === call.account) &&
  (fault.region === undefined || fault.region === call.region) &&
  (fault.input === undefined || contains(call.input, fault.input));

export class Faults {
  #left: { readonly fault: Fault; times: number }[] = [];

  constructor(faults: readonly Fault[]) {
    this.set(faults);
  }

  set(faults: readonly Fault[]): void {
    this.#left = faults.map((fault) => ({ fault, times: fault.times ?? Number.POSITIVE_INFINITY }));
  }

  take(call: Called): Fault['fault'] | undefined {
    const found = this.#left.find((f) => f.times > 0 && matches(f.fault, call));
    if (found === undefined) return undefined;
    found.times -= 1;
    return found.fault.fault;
  }

  /** Whether a denial is on for whatever needs this IAM action in the account: what a simulation of policies tells. */
  denies(action: string, account: string): boolean {
    return this.#left.some(
      ({ fault, times }) =>
        times > 0 &&
        fault.fault.type === 'deny' &&
        fault.region === undefined &&
        fault.input === undefined &&
        (fault.account === undefined || fault.account === account) &&
        (typeof fault.operation === 'string'
          ? actionOf(fault.operation) === action
          : new RegExp(fault.operation ?? '').test(action)),
    );
  }
}

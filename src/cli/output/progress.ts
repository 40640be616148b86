/** Progress of a scan: one line that changes on a terminal, a plain line now and then elsewhere. */
import type { Progress } from '#connectors/kit/run.ts';
import { scopeKey } from '#graph/schema/coverage.ts';
import { safe } from './terminal.ts';

export interface ProgressWriter {
  readonly collect: (event: Progress) => void;
  readonly step: (name: string) => void;
  /** A line that stays. */
  readonly note: (line: string) => void;
  readonly end: () => void;
}

const plainEvery = 5_000;
const drawEvery = 100;

export function progressWriter(
  write: (text: string) => void,
  terminal: { readonly interactive: boolean; readonly columns: number },
  now: () => number = Date.now,
): ProgressWriter {
  const seen = new Map<string, { calls: number; items: number; closed: boolean }>();
  let last = now();
  let drawn = false;
  const clear = () => {
    if (drawn) write('\r\u001b[K');
    drawn = false;
  };
  const note = (line: string) => {
    clear();
    write(`${safe(line)}\n`);
  };
  const totals = () => {
    const all = [...seen.values()];
    const sum = (of: 'calls' | 'items') => all.reduce((n, s) => n + s[of], 0);
    return `${sum('items')} assets, ${sum('calls')} calls, ${all.filter((s) => s.closed).length} of ${all.length} listings done`;
  };
  return {
    collect(event) {
      const key = `${event.kind} ${scopeKey(event.scope)}`;
      seen.set(key, { calls: event.calls, items: event.items, closed: event.phase === 'closed' });
      if (now() - last < (terminal.interactive ? drawEvery : plainEvery)) return;
      last = now();
      if (!terminal.interactive) {
        write(`${totals()}\n`);
        return;
      }
      const place = [event.scope.account, event.scope.region].filter((s) => s !== undefined).join('/');
      const line = `${totals()} · ${event.kind} ${place}`;
      write(`\r\u001b[K${safe(line).slice(0, terminal.columns - 1)}`);
      drawn = true;
    },
    step(name) {
      if (!terminal.interactive) return;
      write(`\r\u001b[K${safe(name)}`);
      drawn = true;
    },
    note,
    end: clear,
  };
}

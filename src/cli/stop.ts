/** Ctrl-C: the work is told, ends by itself and says so in one line. A second one ends the process. */

export interface Stop {
  readonly signal: AbortSignal;
  /** Listens no more. */
  readonly end: () => void;
}

export function stopOnSignal(saying: string): Stop {
  const stop = new AbortController();
  const onSignal = () => stop.abort(new Error(saying));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  return {
    signal: stop.signal,
    end: () => {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    },
  };
}

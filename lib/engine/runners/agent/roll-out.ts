/** How many hosts have failed so far, and how many are being deployed to. */
export interface Begun {
  readonly failed: number;
  readonly running: number;
}

export interface Pace {
  readonly atOnce: number;
  mayBeginOneMore(begun: Begun): boolean;
}

export interface RollOut<Host> {
  readonly succeeded: readonly Host[];
  readonly failed: readonly Host[];
  /** Never begun, because too many had failed by then. */
  readonly left: readonly Host[];
}

/**
 * Deploys to hosts in order, a new one as soon as one has ended, until all have been tried or the pace forbids it.
 * @param run true when the host has succeeded; never rejects
 */
export async function rollOut<Host>(
  hosts: readonly Host[],
  pace: Pace,
  run: (host: Host) => Promise<boolean>,
): Promise<RollOut<Host>> {
  const left = [...hosts];
  const succeeded: Host[] = [];
  const failed: Host[] = [];
  const running = new Set<Promise<void>>();
  const begin = (host: Host): void => {
    const turn = run(host).then((isSuccess) => {
      (isSuccess ? succeeded : failed).push(host);
      running.delete(turn);
    });
    running.add(turn);
  };
  for (;;) {
    while (running.size < pace.atOnce && pace.mayBeginOneMore({ failed: failed.length, running: running.size })) {
      const host = left.shift();
      if (host === undefined) break;
      begin(host);
    }
    if (running.size === 0) return { succeeded, failed, left };
    await Promise.race(running);
  }
}

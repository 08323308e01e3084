interface Reading {
  readonly now: Promise<unknown>;
  /** Begins when `now` has ended; whoever asked after `now` had begun waits for it. */
  next: Promise<unknown> | null;
}

const readings = new Map<string, Reading>();

/**
 * Lets callers that ask for the same thing at the same time share one reading: two hundred browsers that are told of
 * a change cost two. Nobody gets a reading that began before they asked, because it may have missed the very change
 * they ask about: they share the one that begins as soon as the one under way has ended.
 *
 * @param key says what is read and for whom; the same key always reads the same
 * @returns what all of them get, so nobody may change it
 */
export function shareRead<Result>(key: string, read: () => Promise<Result>): Promise<Result> {
  const reading = readings.get(key);
  if (!reading) return begin(key, read);
  reading.next ??= reading.now.then(ignore, ignore).then(() => begin(key, read));
  return reading.next as Promise<Result>; // the same key always reads the same
}

function begin<Result>(key: string, read: () => Promise<Result>): Promise<Result> {
  const now = read();
  const reading: Reading = { now, next: null };
  readings.set(key, reading);
  const end = (): void => {
    if (reading.next === null && readings.get(key) === reading) readings.delete(key);
  };
  now.then(end, end);
  return now;
}

/** Whoever waits for the reading hears how it went; the next one begins either way. */
function ignore(): void {
  return undefined;
}

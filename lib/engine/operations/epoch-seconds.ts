/** Instants go over the wire as epoch seconds, with milliseconds as the fraction. */
export function epochSeconds(at: number): number {
  return at / 1000;
}

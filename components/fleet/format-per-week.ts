/** `0`, `0.4`, `5.4`, `38`: a digit after the point only where it says something. */
export function formatPerWeek(runsPerWeek: number): string {
  return runsPerWeek === 0 || runsPerWeek >= 10 ? runsPerWeek.toFixed(0) : runsPerWeek.toFixed(1);
}

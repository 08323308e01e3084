/** What is chosen of several once one of them is chosen, which comes last, or is no more. */
export function withChoice<Value>(chosen: readonly Value[], value: Value, isChosen: boolean): Value[] {
  const others = chosen.filter((other) => other !== value);
  return isChosen ? [...others, value] : others;
}

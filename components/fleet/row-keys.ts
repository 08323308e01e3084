const PAGE = 10;

/** Which line a key leads to; null where it leads nowhere. The first arrow of all goes to the first line. */
export function targetOf(
  key: string,
  { current, count }: { readonly current: number | null; readonly count: number },
): number | null {
  if (count === 0) return null;
  const at = current ?? -1;
  const last = count - 1;
  const within = (index: number): number => Math.min(last, Math.max(0, index));
  switch (key) {
    case "ArrowDown":
      return within(at + 1);
    case "ArrowUp":
      return within(at - 1);
    case "PageDown":
      return within(at + PAGE);
    case "PageUp":
      return within(at - PAGE);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

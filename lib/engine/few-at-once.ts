/** Files that are opened together; a process may have only so many open. */
const FEW = 8;

/**
 * Does something that opens a file with each item, a few items at a time.
 * @returns what came of each, in the order of the items
 */
export async function fewAtOnce<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += FEW) {
    results.push(...(await Promise.all(items.slice(start, start + FEW).map(work))));
  }
  return results;
}

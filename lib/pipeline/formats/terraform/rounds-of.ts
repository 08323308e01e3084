import { UnreadableText, type SourceNode } from "../source-node";
import { sortedKeys } from "./functions";
import { textNode, wordNode } from "./nodes";

/** More than any module loops over. */
const MAX_ROUNDS = 10_000;

/** What a loop goes through, maps in order of their keys; `null` while that is not known. */
export function roundsOf(node: SourceNode): readonly { readonly key: SourceNode; readonly value: SourceNode }[] | null {
  if (node.kind === "text" || node.expression) return null;
  const rounds =
    node.kind === "list"
      ? node.items.map((value, index) => ({ key: wordNode(index, value.position), value }))
      : sortedKeys(node.entries).flatMap((name) => {
          const value = node.entries.get(name);
          return value ? [{ key: textNode(name, value.position), value }] : [];
        });
  if (rounds.length > MAX_ROUNDS) throw new UnreadableText("A loop goes over too much.", node.position);
  return rounds;
}

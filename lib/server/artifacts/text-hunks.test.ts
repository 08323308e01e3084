import fc from "fast-check";
import { expect, it } from "vitest";
import type { TextHunk } from "@/lib/contracts/artifact";
import { textHunks } from "./text-hunks";

/** What the hunks make of the first text. */
function apply(before: string, hunks: readonly TextHunk[]): string {
  const old = before === "" ? [] : before.split(/(?<=\n)/);
  const made: string[] = [];
  let at = 0;
  for (const { beforeLine, lines } of hunks) {
    // A hunk that only adds names the line before it.
    const start = lines.some(({ change }) => change === "same" || change === "removed") ? beforeLine - 1 : beforeLine;
    made.push(...old.slice(at, start));
    at = start;
    lines.forEach(({ change, text }, index) => {
      const ending = lines[index + 1]?.change === "note" ? "" : "\n";
      if (change === "same" || change === "removed") at += 1;
      if (change === "same" || change === "added") made.push(`${text}${ending}`);
    });
  }
  return [...made, ...old.slice(at)].join("");
}

it("gives the second text when what differs is applied to the first", () => {
  const line = fc.constantFrom("a", "b", "c", "", "  x", "+", "-", "\\ No newline");
  const text = fc
    .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
    .map(([lines, isEnded]) => lines.join("\n") + (isEnded ? "\n" : ""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(apply(before, textHunks(before, after) ?? [])).toBe(after);
    }),
    { numRuns: 500 },
  );
});

it("says that a text ends without a newline", () => {
  expect(textHunks("a\nb\n", "a\nb")).toMatchObject([
    {
      lines: [
        { change: "same" },
        { change: "removed" },
        { change: "added" },
        { change: "note", text: " No newline at end of file" },
      ],
    },
  ]);
});

it("gives up on texts that share nothing, soon", () => {
  const lines = (prefix: string) => Array.from({ length: 60_000 }, (_unused, index) => `${prefix}${index}`).join("\n");
  const before = process.cpuUsage();
  expect(textHunks(lines("a"), lines("b"))).toBeNull();
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(5_000);
});

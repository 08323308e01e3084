import { expect, it } from "vitest";
import { formatByteChange, formatBytes } from "./format-bytes";

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.00 KB"],
  [41_900, "41.9 KB"],
  [999_499, "999 KB"],
  [999_600, "1.00 MB"],
  [2 * 1024 ** 3, "2.15 GB"],
  [5e15, "5000 TB"],
])("%d bytes are %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it("gives a change its sign", () => {
  expect([4_100, -12, 0].map(formatByteChange)).toEqual(["+4.10 KB", "−12 B", "same size"]);
});

import { expect, it } from "vitest";
import { elementsIn } from "./elements-in";

it("gives what stands in each element", () => {
  const text = "<Delete><Object><Key>a</Key></Object>\n<Object/><Object><Key>b\n</Key></Object><Object>c</Delete>";
  expect(elementsIn(text, "Object")).toEqual(["<Key>a</Key>", "<Key>b\n</Key>"]);
  expect(elementsIn(text, "Key")).toEqual(["a", "b\n"]);
  expect(elementsIn(text, "Quiet")).toEqual([]);
});

it("reads megabytes of elements that nobody closes in one pass", () => {
  expect(elementsIn(`<Object>a</Object>${"<Object>".repeat(1024 ** 2)}`, "Object")).toEqual(["a"]);
});

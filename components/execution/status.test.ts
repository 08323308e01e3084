import { expect, it } from "vitest";
import { STATUS } from "./status";

it("tells every two statuses apart by glyph and by word, not by colour alone", () => {
  const looks = Object.values(STATUS);
  expect(new Set(looks.map((look) => look.glyph)).size).toBe(looks.length);
  expect(new Set(looks.map((look) => look.word)).size).toBe(looks.length);
});

it("keeps red for failure and green for success", () => {
  const toneOf = (tone: string) =>
    Object.values(STATUS)
      .filter((look) => look.tone === tone)
      .map((look) => look.word);
  expect(toneOf("fail")).toEqual(["Failed"]);
  expect(toneOf("ok")).toEqual(["Succeeded"]);
});

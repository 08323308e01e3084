import { expect, it } from "vitest";
import { parseAnsi, PLAIN_STYLE, plainText } from "./ansi";

const ESC = "\u001b";

it("splits a line where its style changes", () => {
  const { spans } = parseAnsi(`${ESC}[1;31mERROR${ESC}[0m no such file`);
  expect(spans).toEqual([
    { text: "ERROR", style: { ...PLAIN_STYLE, colour: "red", isBold: true } },
    { text: " no such file", style: PLAIN_STYLE },
  ]);
});

it("lets a colour run on into the next line until it is reset", () => {
  const first = parseAnsi(`${ESC}[32mpassed`);
  const second = parseAnsi(`still green${ESC}[39m, no longer`, first.style);
  expect(second.spans.map((span) => span.style.colour)).toEqual(["green", null]);
});

it("reads bright colours as their plain ones, and bright black as dim", () => {
  expect(parseAnsi(`${ESC}[96mx`).style.colour).toBe("cyan");
  expect(parseAnsi(`${ESC}[90mx`).style).toMatchObject({ colour: null, isDim: true });
});

it("skips the parameters of 256 and true colours instead of reading them as styles", () => {
  expect(parseAnsi(`${ESC}[38;5;1mx`).style).toEqual(PLAIN_STYLE);
  expect(parseAnsi(`${ESC}[38;2;1;4;31;1mx`).style).toEqual({ ...PLAIN_STYLE, isBold: true });
});

it("drops cursor movements, titles and links, and keeps their text", () => {
  expect(
    plainText(
      `${ESC}[2K${ESC}[1Gdone${ESC}]0;title\u0007 ok ${ESC}]8;;https://x.example${ESC}\\here${ESC}]8;;${ESC}\\`,
    ),
  ).toBe("done ok here");
});

it("shows the last writing of a line that was rewritten with carriage returns", () => {
  expect(plainText("10 %\r50 %\r100 %\r")).toBe("100 %");
});

it("shows control characters as pictures instead of obeying them", () => {
  expect(plainText("a\u0000b\u0007c\u007f")).toBe("a␀b␇c␡");
});

it("disarms characters that turn the reading direction", () => {
  expect(plainText("safe\u202egnp.exe")).toBe("safe<U+202E>gnp.exe");
});

it("leaves markup as the text it is", () => {
  expect(parseAnsi("<img src=x onerror=alert(1)>").spans).toEqual([
    { text: "<img src=x onerror=alert(1)>", style: PLAIN_STYLE },
  ]);
});

it("survives an escape cut off at the end of the line", () => {
  expect(plainText(`half ${ESC}[3`)).toContain("half");
  expect(plainText(`half ${ESC}`)).toBe("half ");
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { PLAIN_STYLE } from "./text-style";
import { plainText, readTerminalLine, spansOf } from "./terminal-line";

const ESC = "\u001b";

function spans(line: string) {
  return spansOf(readTerminalLine(line).text);
}

function shown(line: string): string {
  return plainText(readTerminalLine(line).text);
}

it("splits a line where its style changes", () => {
  expect(spans(`${ESC}[1;31mERROR${ESC}[0m no such file`)).toEqual([
    { text: "ERROR", style: { ...PLAIN_STYLE, colour: "red", isBold: true } },
    { text: " no such file", style: PLAIN_STYLE },
  ]);
});

it("lets a colour run on into the next line until it is reset", () => {
  const first = readTerminalLine(`${ESC}[32mpassed`);
  const second = readTerminalLine(`still green${ESC}[39m, no longer`, first.style);
  expect(spansOf(second.text).map((span) => span.style.colour)).toEqual(["green", null]);
  expect(second.style).toBe(PLAIN_STYLE);
});

it("reads bright colours as their plain ones, and bright black as dim", () => {
  expect(readTerminalLine(`${ESC}[96mx`).style.colour).toBe("cyan");
  expect(readTerminalLine(`${ESC}[90mx`).style).toMatchObject({ colour: null, isDim: true });
});

it.each([
  ["38;5;9", "red"],
  ["38;5;208", "yellow"],
  ["38;5;240", null],
  ["38;2;20;200;30", "green"],
  ["38:2:200:30:190", "magenta"],
  ["48;5;1", null],
])("shows colour %s as the nearest that a theme has", (parameters, colour) => {
  expect(readTerminalLine(`${ESC}[${parameters}mx`).style.colour).toBe(colour);
});

it("skips the parameters of 256 and true colours instead of reading them as styles", () => {
  expect(readTerminalLine(`${ESC}[48;2;1;4;31;1mx`).style).toEqual({ ...PLAIN_STYLE, isBold: true });
});

it("drops titles and links, and keeps their text", () => {
  const link = `${ESC}]8;;https://x.example${ESC}\\here${ESC}]8;;${ESC}\\`;
  expect(shown(`${ESC}]0;title\u0007ok ${link} ${ESC}P+q544e${ESC}\\${ESC}^private${ESC}\\end`)).toBe("ok here end");
});

it.each([
  ["a progress bar", "10 %\r50 %\r100 %\r", "100 %"],
  ["a shorter text over a longer", "Downloading\rDone", "Doneloading"],
  ["an erased rest of the line", `Downloading\rDone${ESC}[K`, "Done"],
  ["an erased line", `50 %${ESC}[2K\rdone`, "done"],
  ["a column", `${ESC}[2K${ESC}[1Gdone`, "done"],
  ["backspaces", "abc\b\bX", "aXc"],
  ["a move to the left", `abcd${ESC}[3DX`, "aXcd"],
  ["a move to the right", `a${ESC}[2Cb`, "a  b"],
  ["deleted characters", `abcdef\r${ESC}[2P`, "cdef"],
  ["an emoji that is overwritten", "🚀 go\rXY", "XYgo"],
])("shows the last state of a line with %s", (_title, line, text) => {
  expect(shown(line)).toBe(text);
});

it("keeps the colours of what is left of an overwritten line", () => {
  expect(spans(`${ESC}[31mabcd\r${ESC}[32mXY`).map(({ text, style }) => [text, style.colour])).toEqual([
    ["XY", "green"],
    ["cd", "red"],
  ]);
});

it("fills no memory for a cursor that is moved far away", () => {
  expect(shown(`a${ESC}[999999999Cb${ESC}[999999Gc`).length).toBeLessThan(1_100);
});

it("shows control characters as pictures instead of obeying them", () => {
  expect(shown("a\u0000b\u0007c\u007f\u009bd")).toBe("a␀b␇c␡<U+009B>d");
});

it("disarms characters that turn the reading direction or break the line, and lone surrogates", () => {
  expect(shown("safe\u202egnp.exe\u2028x\ud800y🚀")).toBe("safe<U+202E>gnp.exe<U+2028>x\ufffdy🚀");
});

it("leaves markup as the text it is", () => {
  expect(spans("<img src=x onerror=alert(1)>")).toEqual([{ text: "<img src=x onerror=alert(1)>", style: PLAIN_STYLE }]);
});

it("survives an escape cut off at the end of the line", () => {
  expect(shown(`half ${ESC}[3`)).toBe("half ");
  expect(shown(`half ${ESC}`)).toBe("half ");
  expect(shown(`half ${ESC}]8;;https://`)).toBe("half ");
});

it("reads a line of a megabyte of escapes in the time its length takes", () => {
  const before = process.cpuUsage();
  for (const part of [`${ESC}]`, `${ESC}[`, `${ESC}[31m`, `${ESC}P`, "\r", "\b", `${ESC}[1G`]) {
    readTerminalLine(part.repeat(1_000_000 / part.length) + "x");
  }
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(15_000);
});

it("lets nothing through but printable text and colours, whatever comes in", () => {
  const piece = fc.constantFrom(
    ESC,
    "[",
    "]",
    "m",
    "K",
    "\r",
    "\b",
    "31",
    ";",
    "8;;",
    "\u0007",
    "\\",
    "\u202e",
    "\u009b",
    "x",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary" })), { maxLength: 40 }), (pieces) => {
      const line = pieces.join("").replaceAll("\n", "");
      const { text } = readTerminalLine(line);
      const plain = plainText(text);
      expect(plain).not.toMatch(
        // oxlint-disable-next-line no-control-regex
        /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/,
      );
      expect(
        spansOf(text)
          .map((span) => span.text)
          .join(""),
      ).toBe(plain);
      expect(Buffer.from(text, "utf8").toString("utf8")).toBe(text);
      expect(readTerminalLine(text).text).toBe(text);
    }),
    { numRuns: 200 },
  );
});

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { LogEvent, LogEventsPage, LogPlace } from "@/lib/aws/logs";
import { systemClock } from "@/lib/clock";
import { LogCopy } from "./log-copy";
import { LogText } from "./log-text";
import { LogTextSearch } from "./log-text-search";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "penstock-log-copies-"));
});
afterAll(() => rm(directory, { recursive: true }));

const never = () => false;

/** Pages of the given sizes, empty ones among them, then the end. */
function pagesOf(events: readonly LogEvent[], sizes: readonly number[]) {
  const starts = [0];
  for (const size of sizes) starts.push(Math.min(events.length, (starts.at(-1) ?? 0) + size));
  starts.push(events.length);
  return async (place: LogPlace): Promise<LogEventsPage> => {
    const page = typeof place === "object" && "token" in place ? Number(place.token) : 0;
    const next = Math.min(page + 1, starts.length - 1);
    return {
      events: events.slice(starts[page], starts[next]),
      nextToken: String(next),
      isAtEnd: page === next,
    };
  };
}

async function copyOf(events: readonly LogEvent[], sizes: readonly number[] = []): Promise<LogCopy> {
  const newestAt = async () => events.at(-1)?.at ?? null;
  const copy = new LogCopy({ directory, clock: systemClock, read: pagesOf(events, sizes), newestAt });
  const release = copy.hold(0);
  await copy.until(() => copy.state.isComplete, { signal: new AbortController().signal, timeoutMs: 15_000 });
  release();
  return copy;
}

async function searchOf(copy: LogCopy, text: string, isCaseSensitive: boolean) {
  if (!copy.text) throw new Error("nothing was read");
  const search = new LogTextSearch(copy.text, { text, isCaseSensitive });
  const { count } = await search.count(never);
  return { search, count };
}

/** What a person would see and count. Escapes and letters are simple here, so that this needs none of the code it checks. */
function naivePlaces(events: readonly LogEvent[], text: string, isCaseSensitive: boolean) {
  const fold = (part: string) => (isCaseSensitive ? part : part.toLowerCase());
  const lines = events.flatMap(({ message }) => message.split("\n"));
  return lines.flatMap((raw, line) => {
    // oxlint-disable-next-line no-control-regex
    const shown = fold(raw.replace(/\u001b\[\d*m/g, ""));
    const places: { line: number; column: number }[] = [];
    for (let at = 0; at <= shown.length - text.length; at += 1) {
      if (shown.slice(at, at + text.length) !== fold(text)) continue;
      places.push({ line, column: at });
      at += text.length - 1;
    }
    return places;
  });
}

const word = fc.constantFrom(
  "a",
  "A",
  "b",
  "ab",
  "Ba",
  " ",
  "ä",
  "Ä",
  "🚀",
  "é",
  "\n",
  "\u001b[31m",
  "\u001b[0m",
  "\u001b[m",
);
const message = fc.array(word, { maxLength: 14 }).map((words) => words.join("").replace(/\n+$/, ""));
const needle = fc
  .array(fc.constantFrom("a", "b", "A", " ", "ä", "🚀"), { minLength: 1, maxLength: 3 })
  .map((all) => all.join(""));

it("counts and places as a scan of the whole text does, for any log, pages and colours", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { maxLength: 60 }),
      fc.array(fc.nat(9), { maxLength: 12 }),
      needle,
      fc.boolean(),
      async (messages, sizes, text, isCaseSensitive) => {
        const events = messages.map((one, index) => ({ at: 1_000 + Math.floor(index / 3), message: one }));
        const expected = naivePlaces(events, text, isCaseSensitive);
        const copy = await copyOf(events, sizes);
        try {
          expect(copy.lines).toBe(events.flatMap((event) => event.message.split("\n")).length);
          const { search, count } = await searchOf(copy, text, isCaseSensitive);
          expect(count).toBe(expected.length);
          for (const [index, place] of expected.entries()) {
            expect(await search.find(index + 1)).toEqual({ number: index + 1, ...place });
          }
          for (let line = 0; line < copy.lines; line += 7) {
            const index = expected.findIndex((place) => place.line >= line);
            const place = expected[index];
            expect(await search.findFrom(line)).toEqual(place ? { number: index + 1, ...place } : null);
          }
        } finally {
          await copy.close();
        }
      },
    ),
    { numRuns: 60 },
  );
});

it("does the same over many pieces on disk, and over lines that were added since", async () => {
  const text = await LogText.create(directory, "pieces");
  const lineOf = (number: number) => ({
    at: number,
    text: number % 10 === 0 ? `hit and HIT ${number}` : `line ${number}`,
  });
  await text.append(Array.from({ length: 5_500 }, (_, number) => lineOf(number)));
  const search = new LogTextSearch(text, { text: "hit", isCaseSensitive: false });
  expect(await search.count(never)).toEqual({ count: 1_100, searchedLines: 5_500, isThrough: true });
  expect(await search.find(1_100)).toEqual({ number: 1_100, line: 5_490, column: 8 });
  expect(await search.findFrom(4_991)).toEqual({ number: 1_001, line: 5_000, column: 0 });
  await text.append(Array.from({ length: 1_000 }, (_, index) => lineOf(5_500 + index)));
  expect(await search.count(never)).toMatchObject({ count: 1_300 });
  expect(await text.read(5_998, 6_003)).toEqual([5_998, 5_999, 6_000, 6_001, 6_002].map(lineOf));
  await text.close();
});

it("says how far it has come when time is up, and goes on from there", async () => {
  const text = await LogText.create(directory, "patience");
  await text.append(Array.from({ length: 3_500 }, (_, number) => ({ at: number, text: "x" })));
  const search = new LogTextSearch(text, { text: "x", isCaseSensitive: false });
  let pieces = 0;
  expect(await search.count(() => (pieces += 1) > 2)).toEqual({ count: 2_000, searchedLines: 2_000, isThrough: false });
  expect(await search.count(never)).toEqual({ count: 3_500, searchedLines: 3_500, isThrough: true });
  await text.close();
});

it("finds text in a line of a megabyte, and reads the line back whole", async () => {
  const text = await LogText.create(directory, "long");
  const long = `${"x".repeat(1_000_000)}needle🚀${"y".repeat(10)}`;
  await text.append([
    { at: 1, text: "short" },
    { at: 2, text: long },
    { at: 3, text: "after" },
  ]);
  const search = new LogTextSearch(text, { text: "NEEDLE🚀y", isCaseSensitive: false });
  expect(await search.count(never)).toMatchObject({ count: 1 });
  expect(await search.find(1)).toEqual({ number: 1, line: 1, column: 1_000_000 });
  expect((await text.read(1, 2))[0]?.text).toBe(long);
  await text.close();
});

it("leaves no file behind that another could open", async () => {
  const text = await LogText.create(directory, "nameless");
  await text.append([{ at: 1, text: "secret" }]);
  expect(await readdir(directory)).toEqual([]);
  await text.close();
});

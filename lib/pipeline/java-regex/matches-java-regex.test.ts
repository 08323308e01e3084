import { describe, expect, it } from "vitest";
import { matchesJavaRegex } from "./matches-java-regex";

describe("a pattern as Java reads it", () => {
  it.each<[string, string, boolean]>([
    ["release-.*", "release-1.2", true],
    ["release", "pre-release", false],
    ["a|b", "ab", false],
    ["(foo|bar)+", "foobarfoo", true],
    ["v\\d+\\.\\d+(\\.\\d+)?", "v10.4", true],
    ["v\\d+\\.\\d+(\\.\\d+)?", "v10.x", false],
    ["[a-z&&[^aeiou]]+", "xyz", true],
    ["[a-z&&[^aeiou]]+", "xaz", false],
    ["[a-c[x-z]]+", "abxz", true],
    ["[^\\w]+", "-- !", true],
    ["[]a]+", "]a]", true],
    ["\\p{Upper}\\p{Lower}+", "Main", true],
    ["\\p{IsGreek}+", "αβγ", true],
    ["\\P{L}+", "123", true],
    ["\\Q1.2.3\\E", "1.2.3", true],
    ["\\Q1.2\\E+", "1.222", true],
    ["\\Q1.2.3\\E", "1x2x3", false],
    ["(?i)MAIN", "main", true],
    ["(?i:m)AIN", "mAIN", true],
    ["(?i:m)AIN", "main", false],
    ["(?x) a b # all of it", "ab", true],
    ["a.c", "a\nc", false],
    ["(?s)a.c", "a\nc", true],
    ["(?=.*[0-9])[a-z0-9]+", "abc1", true],
    ["(?=.*[0-9])[a-z0-9]+", "abc", false],
    [".*(?<!-SNAPSHOT)", "1.0-SNAPSHOT", false],
    [".*(?<!-SNAPSHOT)", "1.0", true],
    ["(a+)b\\1", "aabaa", true],
    ["(a+)b\\1", "aaba", false],
    ["(?<word>\\w+) \\k<word>", "ha ha", true],
    ["a*+a", "aaa", false],
    ["(?>a|ab)c", "abc", false],
    ["a{2,3}", "aa", true],
    ["a{2,3}", "aaaa", false],
    ["\\x41\\u0042\\0103", "ABC", true],
    ["\\bmain\\b.*", "main line", true],
    ["^main$", "main", true],
    ["🚰+", "🚰🚰", true],
    ["", "", true],
    ["(|a)*b", "aab", true],
  ])("%s against %s: %s", (pattern, text, matches) => {
    expect(matchesJavaRegex(pattern, text)).toBe(matches);
  });

  it.each([
    ["(", "not closed"],
    ["a)", ") closes nothing"],
    ["[a", "ends too early"],
    ["*a", "* repeats nothing"],
    ["a{2", "{ } is not a number"],
    ["a{3,2}", "{ } is not a number"],
    ["\\y", "\\y means nothing"],
    ["(?<1a>b)", "<1a> cannot name a group"],
    ["\\k<none>", "no group <none>"],
    ["\\p{InGreek}", "not a known class"],
    ["(?q)", "(?q) is no flag"],
    ["[z-a]", "out of order"],
    ["a\\", "ends too early"],
  ])("refuses %s: %s", (pattern, why) => {
    expect(() => matchesJavaRegex(pattern, "a")).toThrow(why);
  });
});

describe("a pattern made to be slow", () => {
  it.each(["(a+)+b", "(a|aa)+b", "(a*)*b", "(.*a){12}b", "([a-zA-Z]+)*b"])("%s is answered at once", (pattern) => {
    const before = process.cpuUsage();
    expect(matchesJavaRegex(pattern, "a".repeat(5_000))).toBe(false);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2_000);
  });

  it("is given up when what groups have taken makes it try again and again", () => {
    expect(() => matchesJavaRegex("(a*)*\\1b", "a".repeat(200))).toThrow("too many steps");
    expect(() => matchesJavaRegex("(a{1000}){1000}", "a")).toThrow("repeats too much");
    expect(() => matchesJavaRegex("(".repeat(10_000), "a")).toThrow("too deep");
  });
});

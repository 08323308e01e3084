import { describe, expect, it } from "vitest";
import { evaluate } from "./paths";

const INPUT = {
  name: "Ada",
  list: [1, 2, 3, 4, 5],
  twice: ["a", "b", "a", { x: 1 }, { x: 1 }],
  text: '{"a":1}',
  one: { a: 1, b: { c: 1 } },
  other: { b: { d: 2 } },
  "odd name": [{ "b.c": "deep" }],
};
const ID = "0a1b2c3d-4e5f-4607-9182-a3b4c5d6e7f8";
const call = (text: string): unknown =>
  evaluate(text, { input: INPUT, context: { Task: { Token: "t" } }, newId: () => ID });

// Examples of https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html, where it has some.
describe("an intrinsic function", () => {
  it.each<[string, unknown]>([
    ["States.Format('Hello, my name is {}.', $.name)", "Hello, my name is Ada."],
    ["States.Format('{} has {} and \\{\\}', $.name, $.one)", 'Ada has {"a":1,"b":{"c":1}} and {}'],
    ["States.Format('it\\'s a \\\\')", "it's a \\"],
    ["States.StringToJson($.text)", { a: 1 }],
    ["States.JsonToString($.one)", '{"a":1,"b":{"c":1}}'],
    ["States.Array('Foo', 2020, $.name, null, true, -1.5)", ["Foo", 2020, "Ada", null, true, -1.5]],
    ["States.Array()", []],
    ["States.ArrayPartition($.list, 2)", [[1, 2], [3, 4], [5]]],
    ["States.ArrayContains($.list, 5)", true],
    ["States.ArrayContains($.list[*], 5)", true],
    ["States.ArrayGetItem($.list[?(@ > 3)], 0)", 4],
    ["States.ArrayLength($.list[0,1])", 2],
    ["States.Array($.list.length(), $.list[1:3])", [5, [2, 3]]],
    ["States.ArrayLength($[?(@.name == 'A, (b]')])", 0],
    ["States.ArrayContains($.list, '5')", false],
    ["States.ArrayRange(1, 9, 2)", [1, 3, 5, 7, 9]],
    ["States.ArrayRange(3, 1, -1)", [3, 2, 1]],
    ["States.ArrayGetItem($.list, 4)", 5],
    ["States.ArrayLength($.list)", 5],
    ["States.ArrayUnique($.twice)", ["a", "b", { x: 1 }]],
    ["States.Base64Encode('Data to encode')", "RGF0YSB0byBlbmNvZGU="],
    ["States.Base64Decode('RGVjb2RlZCBkYXRh')", "Decoded data"],
    ["States.Hash('input data', 'SHA-1')", "aaff4a450a104cd177d28d18d74485e8cae074b7"],
    ["States.JsonMerge($.one, $.other, false)", { a: 1, b: { d: 2 } }],
    ["States.MathAdd(111, -1)", 110],
    ["States.StringSplit('1,2,,3', ',')", ["1", "2", "3"]],
    ["States.StringSplit('This.is+a,test', '.+,')", ["This", "is", "a", "test"]],
    ["States.UUID()", ID],
    ["States.ArrayLength( States.Array( $['odd name'][0]['b.c'] , $$.Task.Token ) )", 2],
  ])("%s", (text, expected) => {
    expect(call(text)).toEqual(expected);
  });

  it("draws numbers within bounds, and the same for the same seed", () => {
    const drawn = Array.from({ length: 200 }, (_, seed) => call(`States.MathRandom(1, 4, ${seed})`));
    expect(new Set(drawn)).toEqual(new Set([1, 2, 3]));
    expect(call("States.MathRandom(0, 1000000, 7)")).toBe(call("States.MathRandom(0, 1000000, 7)"));
  });

  it.each<[string, string]>([
    ["States.Nothing()", "there is no such function"],
    ["States.toString()", "there is no such function"],
    ["States.Format('{} {}', 1)", "2 places for 1 values"],
    ["States.Format(7)", "7 is no text"],
    ["States.ArrayRange(0, 1000, 1)", "1001 items"],
    ["States.ArrayRange(0, 1, 0)", "the step is 0"],
    ["States.ArrayPartition($.list, 0)", "0 is not above 0"],
    ["States.ArrayGetItem($.list, 5)", "no item 5"],
    ["States.Hash('a', 'CRC')", "CRC is none of"],
    ["States.StringToJson('{')", "not JSON"],
    ["States.JsonMerge($.one, $.other, true)", "only a shallow merge"],
  ])("%s fails: %s", (text, reason) => {
    expect(() => call(text)).toThrow(expect.objectContaining({ code: "States.IntrinsicFailure" }));
    expect(() => call(text)).toThrow(reason);
  });

  it.each(["States.UUID", "States.Format('a", "States.Array(1,)", "States.UUID() x", `${"States.Array(".repeat(11)}1`])(
    "%s is none",
    (text) => {
      expect(() => call(text)).toThrow(expect.objectContaining({ code: "States.Runtime" }));
    },
  );
});

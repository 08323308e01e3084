import { describe, expect, it } from "vitest";
import { StateError } from "./state-error";
import { RUN_ID, runDefinition } from "./testing/run-definition";

const machine = (States: Record<string, object>) => ({
  QueryLanguage: "JSONata",
  StartAt: Object.keys(States)[0],
  States,
});
const single = (state: object) => machine({ Only: { End: true, ...state } });
const evaluate = async (Output: unknown, input: unknown = {}) =>
  (await runDefinition(single({ Type: "Pass", Output }), input)).output;

describe("an expression", () => {
  it("stands for its value, anywhere in a JSON value; other texts are as they are", async () => {
    const output = await evaluate(
      {
        sum: "{% $sum($states.input.items.price) %}",
        names: ["{% $states.input.items[0].name %}", "literal {% no %}"],
        run: "{% $states.context.Execution.Name %}",
        nested: "{% { 'first': $states.input.items[price > 1].name } %}",
      },
      {
        items: [
          { name: "a", price: 1 },
          { name: "b", price: 2 },
        ],
      },
    );
    expect(output).toEqual({ sum: 3, names: ["a", "literal {% no %}"], run: "run-1", nested: { first: "b" } });
  });

  it.each<[string, unknown]>([
    ["$uuid()", RUN_ID],
    ["$range(1, 9, 4)", [1, 5, 9]],
    ["$partition([1..5], 2)", [[1, 2], [3, 4], [5]]],
    ["$hash('input data', 'SHA-1')", "aaff4a450a104cd177d28d18d74485e8cae074b7"],
    ["$parse('{\"a\":[1]}').a", [1]],
    ["$random(7) = $random(7)", true],
    ["$random() < 1", true],
  ])("knows the function of Step Functions: %s", async (text, expected) => {
    expect(await evaluate(`{% ${text} %}`)).toEqual(expected);
  });

  it.each<[string, string]>([
    ["$states.input.none", "gives no JSON value"],
    ["1 +", "Unexpected end"],
    ["$none()", "non-function"],
    ["$eval('1')", "$eval is not supported"],
    ["$hash('a', 'CRC')", "CRC is none of"],
    ["$contains('aaaaaaaa', /(a+)+b/)", "regular expressions are not evaluated"],
    ["[1..1000000]", "sequence"],
    ["($f := function($n) { $f($n + 1) + 1 }; $f(0))", "recursive"],
    ["($f := function($n) { $f($n + 1) }; $f(0))", "timeout"],
  ])("fails with States.QueryEvaluationError, and never hangs: %s", async (text, reason) => {
    const error: unknown = await evaluate(`{% ${text} %}`).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "States.QueryEvaluationError" });
    expect(String(error).toLowerCase()).toContain(reason.toLowerCase());
  });
});

describe("a state machine of expressions", () => {
  it("gives arguments, makes outputs, and keeps what it assigns", async () => {
    const { output } = await runDefinition(
      machine({
        Prepare: { Type: "Pass", Assign: { count: "{% $states.input.n %}", unit: "kg" }, Next: "Weigh" },
        Weigh: {
          Type: "Task",
          Resource: "weigh",
          Arguments: { times: "{% $count + 1 %}" },
          Assign: { count: "{% $count + $states.result.times %}" },
          Output: { text: "{% $string($states.result.times) & $unit %}", before: "{% $count %}" },
          Next: "Done",
        },
        Done: { Type: "Succeed", Output: { all: "{% $states.input %}", count: "{% $count %}" } },
      }),
      { n: 2 },
    );
    expect(output).toEqual({ all: { text: "3kg", before: 2 }, count: 5 });
  });

  it("chooses by conditions, waits by expressions and fails in words", async () => {
    const asked = machine({
      Ask: {
        Type: "Choice",
        Choices: [
          { Condition: "{% $states.input.n > 5 %}", Next: "Wait", Output: { big: true }, Assign: { s: 3 } },
          { Condition: "{% $states.input.n < 0 %}", Next: "Bad" },
        ],
        Default: "Small",
      },
      Wait: { Type: "Wait", Seconds: "{% $s * 2 %}", End: true },
      Bad: { Type: "Fail", Error: "{% 'Too' & 'Low' %}", Cause: "{% $string($states.input.n) %}" },
      Small: { Type: "Pass", Output: "small", End: true },
    });
    expect(await runDefinition(asked, { n: 6 })).toMatchObject({ output: { big: true }, waitedMs: 6_000 });
    expect((await runDefinition(asked, { n: 1 })).output).toBe("small");
    await expect(runDefinition(asked, { n: -1 })).rejects.toMatchObject({ code: "TooLow", message: "-1" });
    const until = single({ Type: "Wait", Timestamp: "{% $states.input.at %}" });
    expect((await runDefinition(until, { at: "2026-01-01T00:01:00Z" })).waitedMs).toBe(60_000);
  });

  it("runs items and branches, which see what was assigned and assign for themselves alone", async () => {
    const inner = machine({
      Add: { Type: "Pass", Assign: { base: 0 }, Output: "{% $base + $states.input.value %}", End: true },
    });
    const { output } = await runDefinition(
      machine({
        Set: { Type: "Pass", Assign: { base: 10 }, Next: "Each" },
        Each: {
          Type: "Map",
          Items: "{% [1..3] %}",
          ItemSelector: { value: "{% $states.context.Map.Item.Value * 2 %}" },
          MaxConcurrency: "{% 2 %}",
          ItemProcessor: inner,
          Next: "Both",
        },
        Both: {
          Type: "Parallel",
          Arguments: { value: "{% $sum($states.input) %}" },
          Branches: [inner, machine({ Base: { Type: "Pass", Output: "{% $base %}", End: true } })],
          End: true,
        },
      }),
    );
    expect(output).toEqual([52, 10]);
  });

  it("retries, and catches with the error at hand", async () => {
    let calls = 0;
    const { output, waitedMs } = await runDefinition(
      machine({
        Try: {
          Type: "Task",
          Resource: "broken",
          Retry: [{ ErrorEquals: ["Broken"], MaxAttempts: 1, IntervalSeconds: 4 }],
          Catch: [
            {
              ErrorEquals: ["States.ALL"],
              Next: "Tell",
              Output: "{% $merge([$states.input, $states.errorOutput]) %}",
              Assign: { seen: "{% $states.errorOutput.Error %}" },
            },
          ],
          End: true,
        },
        Tell: { Type: "Pass", Output: { kept: "{% $states.input %}", seen: "{% $seen %}" }, End: true },
      }),
      { id: 1 },
      () => {
        calls += 1;
        throw new StateError("Broken", "in two");
      },
    );
    expect(calls).toBe(2);
    expect(waitedMs).toBe(4_000);
    expect(output).toEqual({ kept: { id: 1, Error: "Broken", Cause: "in two" }, seen: "Broken" });
  });

  it("may be one state among others with paths", async () => {
    const { output } = await runDefinition(
      {
        StartAt: "Path",
        States: {
          Path: { Type: "Pass", Parameters: { "a.$": "$.n" }, Next: "Query" },
          Query: { Type: "Pass", QueryLanguage: "JSONata", Output: "{% $states.input.a + 1 %}", End: true },
        },
      },
      { n: 1 },
    );
    expect(output).toBe(2);
  });
});

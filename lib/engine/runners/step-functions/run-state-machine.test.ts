import { describe, expect, it } from "vitest";
import { parseDefinition } from "./definition";
import { StateError } from "./state-error";
import { runDefinition as run } from "./testing/run-definition";

const INTRINSIC_FAILURE = "States.IntrinsicFailure";
const single = (state: object) => ({ StartAt: "Only", States: { Only: { End: true, ...state } } });

describe("a state machine", () => {
  it("passes data from state to state, along its paths", async () => {
    const { output, notes } = await run(
      {
        StartAt: "Prepare",
        States: {
          Prepare: {
            Type: "Pass",
            Parameters: { "id.$": "$.order.items[1].id", "run.$": "$$.Execution.Name", kind: "sale" },
            ResultPath: "$.prepared",
            Next: "Sell",
          },
          Sell: {
            Type: "Task",
            Resource: "sell",
            InputPath: "$.prepared",
            ResultSelector: { "total.$": "$.sum" },
            ResultPath: "$.sold",
            OutputPath: "$.sold",
            Next: "Done",
          },
          Done: { Type: "Succeed" },
        },
      },
      { order: { items: [{ id: 1 }, { id: 2 }] } },
      (_resource, input) => ({ sum: 42, seen: input }),
    );
    expect(output).toEqual({ total: 42 });
    expect(notes).toEqual(["PassStateEntered: Prepare", "TaskStateEntered: Sell", "SucceedStateEntered: Done"]);
  });

  it.each([
    ["$.items[*].id", [1, 2, 3]],
    ["$.items.*.id", [1, 2, 3]],
    ["$.items[1:3]", [{ id: 2, tag: "b" }, { id: 3 }]],
    ["$.items[-1]", { id: 3 }],
    ["$.items[0,2].id", [1, 3]],
    ["$..tag", ["b"]],
    ["$.items[?(@.id > 1)].id", [2, 3]],
    ["$.items[?(@.tag == 'none')]", []],
    ["$.items.length()", 3],
    ["$$.Execution['Name']", "run-1"],
  ])("takes what %s selects", async (selecting, expected) => {
    const input = { items: [{ id: 1 }, { id: 2, tag: "b" }, { id: 3 }] };
    const { output } = await run(single({ Type: "Pass", Parameters: { "found.$": selecting } }), input);
    expect(output).toEqual({ found: expected });
  });

  it.each(["$.items[", "$.items[?(]", "$.a b[*", "$.items[?(@.id =~ 1)]"])(
    "refuses %s, which is no path",
    async (path) => {
      await expect(run(single({ Type: "Pass", InputPath: path }), {})).rejects.toThrow("is not a path");
    },
  );

  it("knows which state it is in, since when, how often it was tried, and which item it is about", async () => {
    let calls = 0;
    const item = { Parameters: { "at.$": "$$.Map.Item.Index", "of.$": "$$.State.Name" } };
    const { output } = await run(
      {
        StartAt: "Ask",
        States: {
          Ask: {
            Type: "Task",
            Resource: "ask",
            Parameters: { "state.$": "$$.State" },
            Retry: [{ ErrorEquals: ["States.ALL"] }],
            Next: "Each",
          },
          Each: {
            Type: "Map",
            ItemsPath: "$.items",
            ItemProcessor: { StartAt: "Say", States: { Say: { Type: "Pass", ...item, End: true } } },
            ResultPath: "$.items",
            End: true,
          },
        },
      },
      {},
      (_resource, input) => {
        calls += 1;
        if (calls === 1) throw new StateError("Busy", "later");
        return { ...Object(input), items: ["a"] };
      },
    );
    expect(output).toEqual({
      state: { Name: "Ask", EnteredTime: expect.stringMatching(/^\d{4}-.*Z$/), RetryCount: 1 },
      items: [{ at: 0, of: "Say" }],
    });
  });

  it("puts a result where one thing is, nowhere else", async () => {
    const state = { Type: "Pass", Result: 1, ResultPath: "$.items[*]" };
    await expect(run(single(state), { items: [] })).rejects.toThrow("is not a reference path");
  });

  it.each<[object, unknown, string]>([
    [{ Variable: "$.n", NumericGreaterThan: 5 }, { n: 6 }, "yes"],
    [{ Variable: "$.n", NumericGreaterThan: 5 }, { n: "6" }, "no"],
    [{ Variable: "$.s", StringMatches: "v*.x\\*" }, { s: "v1.x*" }, "yes"],
    [{ Variable: "$.s", StringEqualsPath: "$.t" }, { s: "a", t: "a" }, "yes"],
    [{ Variable: "$.t", TimestampLessThan: "2026-01-01T00:00:00Z" }, { t: "2025-12-31T23:59:59Z" }, "yes"],
    [{ Variable: "$.none", IsPresent: false }, {}, "yes"],
    [
      { And: [{ Variable: "$.a", BooleanEquals: true }, { Not: { Variable: "$.b", IsNull: true } }] },
      { a: true, b: 1 },
      "yes",
    ],
    [
      {
        Or: [
          { Variable: "$.a", StringEquals: "x" },
          { Variable: "$.a", IsNumeric: true },
        ],
      },
      { a: "y" },
      "no",
    ],
  ])("chooses by %j", async (rule, input, expected) => {
    const { output } = await run(
      {
        StartAt: "Ask",
        States: {
          Ask: { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No" },
          Yes: { Type: "Pass", Result: "yes", End: true },
          No: { Type: "Pass", Result: "no", End: true },
        },
      },
      input,
    );
    expect(output).toBe(expected);
  });

  it("waits by the clock, for seconds or until a time", async () => {
    expect((await run(single({ Type: "Wait", Seconds: 90 }))).waitedMs).toBe(90_000);
    expect((await run(single({ Type: "Wait", SecondsPath: "$.s" }), { s: 2 })).waitedMs).toBe(2_000);
    expect((await run(single({ Type: "Wait", Timestamp: "2026-01-01T00:01:00Z" }))).waitedMs).toBe(60_000);
  });

  it("retries what may pass, with longer and longer pauses", async () => {
    let calls = 0;
    const flaky = single({
      Type: "Task",
      Resource: "flaky",
      Retry: [{ ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }],
    });
    const task = () => {
      calls += 1;
      if (calls < 3) throw new StateError("Busy", "not now");
      return "done";
    };
    expect(await run(flaky, {}, task)).toMatchObject({ output: "done", waitedMs: 8_000 });
    const never = run(flaky, {}, () => {
      throw new StateError("Busy", "not now");
    });
    await expect(never).rejects.toMatchObject({ code: "Busy" });
  });

  it("catches what it names, and tells the next state of it", async () => {
    const { output } = await run(
      {
        StartAt: "Try",
        States: {
          Try: {
            Type: "Task",
            Resource: "broken",
            Catch: [
              { ErrorEquals: ["Other"], Next: "Nothing" },
              { ErrorEquals: ["States.ALL"], Next: "Tell", ResultPath: "$.error" },
            ],
            End: true,
          },
          Nothing: { Type: "Fail" },
          Tell: { Type: "Pass", End: true },
        },
      },
      { kept: 1 },
      () => {
        throw new StateError("Broken", "in two");
      },
    );
    expect(output).toEqual({ kept: 1, error: { Error: "Broken", Cause: "in two" } });
  });

  it("runs branches beside each other, and one state machine for each item", async () => {
    const branch = (result: string) => ({ StartAt: "A", States: { A: { Type: "Pass", Result: result, End: true } } });
    expect((await run(single({ Type: "Parallel", Branches: [branch("a"), branch("b")] }))).output).toEqual(["a", "b"]);
    const each = { StartAt: "A", States: { A: { Type: "Task", Resource: "double", End: true } } };
    const map = single({ Type: "Map", ItemsPath: "$.list", ItemProcessor: each, MaxConcurrency: 2 });
    const { output } = await run(map, { list: [1, 2, 3] }, (_resource, value) => Number(value) * 2);
    expect(output).toEqual([2, 4, 6]);
  });

  it("calls intrinsic functions in templates, and can catch what they fail with", async () => {
    const { output } = await run(
      {
        StartAt: "Greet",
        States: {
          Greet: {
            Type: "Pass",
            Parameters: { "text.$": "States.Format('{} for {}', $.greeting, $$.Execution.Name)" },
            Next: "Words",
          },
          Words: { Type: "Pass", Parameters: { "words.$": "States.StringSplit($.text, ' ')" }, Next: "Split" },
          Split: {
            Type: "Map",
            Parameters: { "word.$": "$$.Map.Item.Value", "of.$": "$$.Execution.Name", "all.$": "$.words[2]" },
            ItemsPath: "$.words",
            ItemProcessor: { StartAt: "A", States: { A: { Type: "Pass", End: true } } },
            End: true,
          },
        },
      },
      { greeting: "Hello" },
    );
    expect(output).toEqual(["Hello", "for", "run-1"].map((word) => ({ word, of: "run-1", all: "run-1" })));
    const caught = await run({
      StartAt: "Try",
      States: {
        Try: {
          Type: "Task",
          Resource: "any",
          Parameters: { "item.$": "States.ArrayGetItem(States.Array(1), 5)" },
          Catch: [{ ErrorEquals: [INTRINSIC_FAILURE], Next: "Done" }],
          End: true,
        },
        Done: { Type: "Pass", Result: "caught", End: true },
      },
    });
    expect(caught.output).toBe("caught");
  });

  it.each<[string, object, unknown, string]>([
    ["a Fail state", single({ Type: "Fail", Error: "Bad", Cause: "very" }), {}, "Bad"],
    [
      "no rule that holds",
      { StartAt: "A", States: { A: { Type: "Choice", Choices: [{ Variable: "$.a", IsNull: true, Next: "A" }] } } },
      { a: 1 },
      "States.NoChoiceMatched",
    ],
    ["a path that leads nowhere", single({ Type: "Pass", InputPath: "$.none" }), {}, "States.Runtime"],
    ["what is no function", single({ Type: "Pass", Parameters: { "a.$": "States.UUID(" } }), {}, "States.Runtime"],
    ["a function that fails", single({ Type: "Pass", Parameters: { "a.$": "States.Fly()" } }), {}, INTRINSIC_FAILURE],
    ["a circle", { StartAt: "A", States: { A: { Type: "Pass", Next: "A" } } }, {}, "States.Runtime"],
  ])("fails with %s", async (_what, definition, input, code) => {
    await expect(run(definition, input)).rejects.toMatchObject({ code });
  });

  it("fails when a task takes longer than it may", async () => {
    const slow = single({ Type: "Task", Resource: "slow", TimeoutSeconds: 5 });
    await expect(run(slow, {}, () => new Promise(() => undefined))).rejects.toMatchObject({ code: "States.Timeout" });
  });

  it.each<[string, string]>([
    ["{", "not valid JSON"],
    [JSON.stringify({ StartAt: "A", States: {} }), "StartAt goes to A"],
    [JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass" } } }), "A has neither Next nor End"],
    [JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass", Next: "B" } } }), "A goes to B"],
    [JSON.stringify({ StartAt: "A", States: { A: { Type: "Fly", End: true } } }), "States.A.Type"],
    [
      JSON.stringify(single({ Type: "Map", ItemReader: {}, ItemProcessor: single({ Type: "Pass" }) })),
      "has ItemReader",
    ],
    [JSON.stringify({ QueryLanguage: "SQL", ...single({ Type: "Pass" }) }), "States.Only.QueryLanguage"],
    [JSON.stringify({ QueryLanguage: "JSONata", ...single({ Type: "Pass", ResultPath: "$" }) }), "ResultPath"],
    [
      JSON.stringify({ QueryLanguage: "JSONata", ...single({ Type: "Pass", QueryLanguage: "JSONPath" }) }),
      "Only uses JSONPath in a definition of JSONata",
    ],
  ])("is refused as %s", (text, message) => {
    expect(() => parseDefinition(text)).toThrow(message);
  });
});

import { CodePipelineClient, GetPipelineCommand, ListPipelinesCommand } from "@aws-sdk/client-codepipeline";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import { createRequestHandler } from "../protocol/handle-request";
import { inProcess } from "../protocol/in-process";
import { KEYS, protocolOptions } from "../testing/protocol-options";
import { createFaultInjection } from "./fault-injection";
import type { FaultRule } from "./fault-rule";
import { describeFaultRules, readFaultRules } from "./read-fault-rules";

const THROTTLE: FaultRule = { operation: "*", fault: { type: "throttling" }, when: { everyNth: 2 } };

function injection(rules: readonly FaultRule[], random: () => number = () => 0.5) {
  const faults = createFaultInjection(random);
  faults.replace(rules);
  return faults;
}

describe("a fault rule", () => {
  it("is for every nth call of its operation, each rule counting by itself", () => {
    const faults = injection([
      THROTTLE,
      { operation: "GetPipeline", fault: { type: "error", status: 503 }, when: { everyNth: 1 } },
    ]);
    const errors = ["ListPipelines", "GetPipeline", "ListPipelines", "ListPipelines"].map(
      (operation) => faults.decide(operation).error?.exception,
    );
    expect(errors).toEqual([undefined, "ThrottlingException", undefined, "ThrottlingException"]);
    expect(faults.status().map(({ calls, injected }) => [calls, injected])).toEqual([
      [4, 2],
      [1, 1],
    ]);
  });

  it("is for some of the calls, as chance has it", () => {
    const draws = [0.1, 0.3, 0.25];
    const rule: FaultRule = { operation: "*", fault: { type: "error", status: 500 }, when: { probability: 0.25 } };
    const faults = injection([rule], () => draws.shift() ?? 1);
    expect([1, 2, 3].map(() => faults.decide("x").error?.exception)).toEqual(["InternalFailure", undefined, undefined]);
  });

  it("adds its delay to those of others, and goes when all are replaced", () => {
    const slow: FaultRule = { operation: "*", fault: { type: "latency", milliseconds: 200 }, when: { everyNth: 1 } };
    const faults = injection([slow, slow]);
    expect(faults.decide("x")).toEqual({ delayMs: 400, error: null });
    faults.replace([]);
    expect(faults.decide("x")).toEqual({ delayMs: 0, error: null });
  });
});

describe("configuration", () => {
  it("is the rules themselves or a file of them", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "faults-"));
    const file = path.join(directory, "faults.json");
    await writeFile(file, JSON.stringify([THROTTLE]));
    expect(await readFaultRules(file)).toEqual([THROTTLE]);
    expect(await readFaultRules(JSON.stringify([THROTTLE]))).toEqual([THROTTLE]);
    await rm(directory, { recursive: true });
  });

  it.each([
    ["[", /PENSTOCK_FAULTS are not JSON/],
    ['[{"operation":"*"}]', /0\.fault .*; 0\.when/],
    ['[{"operation":"a b","fault":{"type":"throttling"},"when":{"everyNth":1}}]', /0\.operation must be the name/],
    ['[{"operation":"*","fault":{"type":"throttling"},"when":{"everyNth":0}}]', /0\.when/],
    ['[{"operation":"*","fault":{"type":"latency","milliseconds":1e9},"when":{"everyNth":1}}]', /is more than 60000/],
    ["/nowhere/faults.json", /there is no file \/nowhere\/faults.json. Correct PENSTOCK_FAULTS/],
  ])("that is wrong says where: %s", async (configuration, message) => {
    await expect(readFaultRules(configuration)).rejects.toThrow(message);
  });

  it("is told in one line", () => {
    expect(describeFaultRules([THROTTLE])).toBe("Fault injection is ON: *: throttling in every 2. call.");
    expect(describeFaultRules([])).toBe("Fault injection is off.");
  });
});

describe("a client of the engine", () => {
  function start(rules: readonly FaultRule[]) {
    const clock = new FakeClock(Date.now());
    const handle = createRequestHandler(
      protocolOptions({
        clock,
        faults: injection(rules),
        services: [
          {
            targetPrefix: "CodePipeline_20150709",
            signingName: "codepipeline",
            hasOperation: () => true,
            invoke: async () => ({ pipelines: [] }),
          },
        ],
      }),
    );
    const config = { region: "us-east-1", credentials: KEYS, requestHandler: inProcess(handle) };
    return { clock, handle, client: (maxAttempts: number) => new CodePipelineClient({ ...config, maxAttempts }) };
  }

  it("is throttled in AWS's words, and comes through when it tries again", async () => {
    const { client } = start([THROTTLE]);
    const once = client(1);
    await once.send(new ListPipelinesCommand({}));
    await expect(once.send(new ListPipelinesCommand({}))).rejects.toMatchObject({
      name: "ThrottlingException",
      message: "Rate exceeded",
      $metadata: { httpStatusCode: 400 },
    });
    expect(await client(3).send(new ListPipelinesCommand({}))).toMatchObject({ pipelines: [] });
  });

  it.each([
    [500, "InternalFailure"],
    [503, "ServiceUnavailable"],
  ] as const)("gets faults of the service, for the operation that is meant: %s", async (status, name) => {
    const { client } = start([{ operation: "GetPipeline", fault: { type: "error", status }, when: { everyNth: 1 } }]);
    await expect(client(1).send(new GetPipelineCommand({ name: "a" }))).rejects.toMatchObject({
      name,
      message: expect.stringContaining("injected"),
      $metadata: { httpStatusCode: status },
    });
    expect(await client(1).send(new ListPipelinesCommand({}))).toMatchObject({ pipelines: [] });
  });

  it("waits as long as the rule says", async () => {
    const { client, clock } = start([
      { operation: "*", fault: { type: "latency", milliseconds: 5_000 }, when: { everyNth: 1 } },
    ]);
    let isAnswered = false;
    const answer = client(1)
      .send(new ListPipelinesCommand({}))
      .then(() => (isAnswered = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isAnswered).toBe(false);
    clock.advance(5_000);
    await answer;
  });

  it("sees in the health answer what is injected", async () => {
    const { handle } = start([THROTTLE]);
    const health = await handle(new Request("http://127.0.0.1:4510/health"));
    expect(await health.json()).toEqual({ status: "ok", faults: [{ rule: THROTTLE, calls: 0, injected: 0 }] });
  });
});

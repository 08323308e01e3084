import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import type { StateChangeEvent } from "../state-change-event";
import { createDelivery } from "./delivery";

const NOW_AT = Date.UTC(2026, 10, 23, 6);
const TARGET = { url: "http://127.0.0.1:3000/api/ingest/local", key: "ingest-key" };

function event(id: string, pipeline = "shop"): StateChangeEvent {
  return {
    version: "0",
    id,
    "detail-type": "CodePipeline Pipeline Execution State Change",
    source: "aws.codepipeline",
    account: "000000000001",
    time: "2026-11-23T06:00:00Z",
    region: "us-east-1",
    resources: [],
    detail: {
      pipeline,
      "execution-id": "e",
      "start-time": "2026-11-23T06:00:00Z",
      state: "STARTED",
      version: 1,
      "pipeline-execution-attempt": 1,
    },
  };
}

/** An outbox in memory and a target whose answers are scripted: a status, or an error to throw. */
function startDelivery({
  target = TARGET,
  waiting = [],
}: { target?: typeof TARGET | null; waiting?: StateChangeEvent[] } = {}) {
  const outbox = [...waiting];
  const clock = new FakeClock(NOW_AT);
  const received: { id: string; headers: Record<string, string>; body: string }[] = [];
  const faults: string[] = [];
  let answer: (event: StateChangeEvent) => number | Error = () => 202;
  const delivery = createDelivery({
    store: {
      listAnnouncements: async (limit) => outbox.slice(0, limit),
      removeAnnouncements: async (ids) => {
        for (const id of ids)
          outbox.splice(
            outbox.findIndex((candidate) => candidate.id === id),
            1,
          );
      },
    },
    clock,
    ...(target && { target }),
    post: async (url, init) => {
      expect(url).toBe(TARGET.url);
      const body = typeof init?.body === "string" ? init.body : "";
      const parsed = JSON.parse(body) as StateChangeEvent;
      const result = answer(parsed);
      if (result instanceof Error) throw result;
      received.push({ id: parsed.id, headers: init?.headers as Record<string, string>, body });
      return new Response(null, { status: result });
    },
    onFault: (message) => faults.push(message),
  });
  return {
    delivery,
    clock,
    outbox,
    received,
    faults,
    answerWith: (script: typeof answer) => (answer = script),
    accepted: () => received.map(({ id }) => id),
  };
}

describe("event delivery", () => {
  it("posts what is waiting and removes it once the target took it", async () => {
    const { delivery, outbox, received } = startDelivery({ waiting: [event("a")] });
    delivery.wake();
    await expect.poll(() => outbox).toEqual([]);
    expect(received).toEqual([
      {
        id: "a",
        body: JSON.stringify(event("a")),
        headers: {
          authorization: "Bearer ingest-key",
          "content-type": "application/json",
          "x-penstock-signature": `sha256=${createHmac("sha256", "ingest-key")
            .update(JSON.stringify(event("a")))
            .digest("hex")}`,
        },
      },
    ]);
  });

  it("keeps the order of each pipeline while others go on", async () => {
    const waiting = [event("a1", "a"), event("b1", "b"), event("a2", "a"), event("b2", "b")];
    const { delivery, outbox, answerWith, accepted, clock } = startDelivery({ waiting });
    answerWith(({ id }) => (id === "a1" ? new Error("connect ECONNREFUSED") : 202));
    delivery.wake();
    await expect.poll(() => outbox.map(({ id }) => id)).toEqual(["a1", "a2"]);
    answerWith(() => 202);
    clock.advance(250);
    await expect.poll(() => outbox).toEqual([]);
    expect(accepted()).toEqual(["b1", "b2", "a1", "a2"]);
  });

  it("waits longer after each failure, says so once, and recovers", async () => {
    const { delivery, clock, outbox, faults, answerWith } = startDelivery({ waiting: [event("a")] });
    let attempts = 0;
    answerWith(() => {
      attempts += 1;
      return 503;
    });
    delivery.wake();
    await expect.poll(() => attempts).toBe(1);
    await settle();
    clock.advance(250);
    await expect.poll(() => attempts).toBe(2);
    await settle();
    clock.advance(499);
    await settle();
    expect(attempts).toBe(2);
    clock.advance(1);
    await expect.poll(() => attempts).toBe(3);
    await settle();
    expect(faults).toEqual(["The event target answered 503. Events wait until they can be delivered."]);
    answerWith(() => 202);
    clock.advance(1_000);
    await expect.poll(() => outbox).toEqual([]);
  });

  it("gives up an event that the target will never take, and goes on with the next", async () => {
    const { delivery, outbox, answerWith, faults, accepted } = startDelivery({
      waiting: [event("bad"), event("good")],
    });
    answerWith(({ id }) => (id === "bad" ? 422 : 202));
    delivery.wake();
    await expect.poll(() => outbox).toEqual([]);
    expect(accepted()).toEqual(["bad", "good"]);
    expect(faults).toEqual(["The event target refused event bad with 422; it is not sent again."]);
  });

  it("delivers what is saved while it delivers", async () => {
    const { delivery, outbox, answerWith, accepted } = startDelivery({ waiting: [event("a")] });
    answerWith(({ id }) => {
      if (id === "a") {
        outbox.push(event("b"));
        delivery.wake();
      }
      return 202;
    });
    delivery.wake();
    await expect.poll(accepted).toEqual(["a", "b"]);
  });

  it("drops announcements when nobody listens", async () => {
    const { delivery, outbox, received } = startDelivery({ target: null, waiting: [event("a")] });
    delivery.wake();
    await expect.poll(() => outbox).toEqual([]);
    expect(received).toEqual([]);
  });

  it("leaves what is not delivered when it stops to the next process", async () => {
    const { delivery, outbox, answerWith, clock } = startDelivery({ waiting: [event("a")] });
    answerWith(() => 503);
    delivery.wake();
    await settle();
    await delivery.stop();
    answerWith(() => 202);
    clock.advance(60_000);
    await settle();
    expect(outbox).toHaveLength(1);
  });
});

/** Lets promises that are already resolved run on. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

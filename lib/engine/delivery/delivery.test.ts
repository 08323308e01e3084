import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import type { StateChangeEvent } from "../state-change-event";
import { memoryEventTargets } from "../store/memory-event-targets";
import { createDelivery, OWN_TARGET } from "./delivery";
import { MOST_WAITING } from "./target-delivery";

const NOW_AT = Date.UTC(2026, 10, 23, 6);
const OWN = { url: "http://127.0.0.1:3000/api/ingest/local", key: "ingest-key" };
const OTHER = { name: "other", url: "http://127.0.0.1:9/hook", key: "a key of sixteen" };
const ALL = { perPipeline: 1_000_000, limit: 1_000_000, except: [] };

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

interface Received {
  readonly url: string;
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Announcements in memory and targets whose answers are scripted: a status, an error to throw, or no answer. */
async function startDelivery(waiting: StateChangeEvent[] = [], { own = OWN }: { own?: typeof OWN | null } = {}) {
  const announcements = [...waiting];
  const store = memoryEventTargets(announcements);
  const clock = new FakeClock(NOW_AT);
  const received: Received[] = [];
  const faults: string[] = [];
  let answer: (event: StateChangeEvent, url: string) => number | Error | Promise<number> = () => 202;
  const create = () =>
    createDelivery({
      store,
      clock,
      ...(own && { ownTarget: own }),
      post: async (input, init) => {
        const url = input instanceof Request ? input.url : String(input);
        const body = typeof init?.body === "string" ? init.body : "";
        const parsed = JSON.parse(body) as StateChangeEvent;
        const result = answer(parsed, url);
        if (result instanceof Error) throw result;
        const status = await result;
        if (status < 300) received.push({ url, id: parsed.id, headers: init?.headers as Record<string, string>, body });
        return new Response(null, { status });
      },
      onFault: (message) => faults.push(message),
    });
  const delivery = create();
  await delivery.start();
  return {
    delivery,
    create,
    store,
    clock,
    received,
    faults,
    announce: (...events: StateChangeEvent[]) => {
      announcements.push(...events);
      delivery.wake();
    },
    answerWith: (script: typeof answer) => (answer = script),
    accepted: (url = OWN.url) => received.filter((post) => post.url === url).map(({ id }) => id),
    waitingFor: async (name = OWN_TARGET) => (await store.listDeliveries(name, ALL)).map(({ id }) => id),
  };
}

/** Lets promises that are already resolved run on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe("event delivery", () => {
  it("posts what is waiting, signed with its time, and removes it once the target took it", async () => {
    const { received, waitingFor } = await startDelivery([event("a")]);
    await expect.poll(() => received).toHaveLength(1);
    await expect.poll(() => waitingFor()).toEqual([]);
    const body = JSON.stringify(event("a"));
    const timestamp = String(NOW_AT / 1000);
    expect(received[0]).toEqual({
      url: OWN.url,
      id: "a",
      body,
      headers: {
        authorization: "Bearer ingest-key",
        "content-type": "application/json",
        "x-penstock-timestamp": timestamp,
        "x-penstock-signature": `sha256=${createHmac("sha256", OWN.key).update(`${timestamp}.${body}`).digest("hex")}`,
      },
    });
  });

  it("never sends the key of a registered target, only its signature", async () => {
    const { delivery, announce, received } = await startDelivery([], { own: null });
    await delivery.putTarget(OTHER);
    announce(event("a"));
    await expect.poll(() => received).toHaveLength(1);
    expect(JSON.stringify(received[0])).not.toContain(OTHER.key);
    expect(received[0]?.headers["x-penstock-signature"]).toMatch(/^sha256=[0-9a-f]{64}$/);
  });

  it("keeps the order of each pipeline while others go on", async () => {
    const waiting = [event("a1", "a"), event("b1", "b"), event("a2", "a"), event("b2", "b")];
    const { answerWith, accepted, announce, clock, waitingFor } = await startDelivery();
    answerWith(({ id }) => (id === "a1" ? new Error("connect ECONNREFUSED") : 202));
    announce(...waiting);
    await expect.poll(() => waitingFor()).toEqual(["a1", "a2"]);
    announce(event("c1", "c"));
    await expect.poll(() => accepted()).toEqual(["b1", "b2", "c1"]);
    answerWith(() => 202);
    await settle();
    clock.advance(250);
    await expect.poll(() => waitingFor()).toEqual([]);
    expect(accepted()).toEqual(["b1", "b2", "c1", "a1", "a2"]);
  });

  it("waits longer after each failure, says so once, and recovers", async () => {
    const { clock, waitingFor, faults, answerWith, announce, delivery } = await startDelivery();
    let attempts = 0;
    answerWith(() => {
      attempts += 1;
      return 503;
    });
    announce(event("a"));
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
    expect(faults).toEqual([`Event target ${OWN_TARGET} answered 503. Events wait until they can be delivered.`]);
    expect(await delivery.listTargets()).toEqual([
      {
        name: OWN_TARGET,
        url: OWN.url,
        waitingEvents: 1,
        fault: { reason: "answered 503", since: NOW_AT },
      },
    ]);
    answerWith(() => 202);
    clock.advance(1_000);
    await expect.poll(() => waitingFor()).toEqual([]);
    await settle();
    expect(await delivery.listTargets()).toEqual([{ name: OWN_TARGET, url: OWN.url, waitingEvents: 0 }]);
  });

  it("gives up an event that the target will never take, and goes on with the next", async () => {
    const { waitingFor, answerWith, faults, accepted, announce } = await startDelivery();
    answerWith(({ id }) => (id === "bad" ? 422 : 202));
    announce(event("bad"), event("good"));
    await expect.poll(() => accepted()).toEqual(["good"]);
    await expect.poll(() => waitingFor()).toEqual([]);
    expect(faults).toEqual([`Event target ${OWN_TARGET} answered 422 to event bad; it is not sent again.`]);
  });

  it("delivers to every target what concerns it, however slow or dead another is", async () => {
    const { delivery, announce, answerWith, accepted, waitingFor } = await startDelivery([event("before")]);
    await expect.poll(() => accepted()).toEqual(["before"]);
    await delivery.putTarget(OTHER);
    await delivery.putTarget({ ...OTHER, name: "dead", url: "http://127.0.0.1:8/dead" });
    await delivery.putTarget({ ...OTHER, name: "slow", url: "http://127.0.0.1:8/slow" });
    answerWith((_event, url) => {
      if (url.endsWith("/dead")) return new Error("connect ECONNREFUSED");
      return url.endsWith("/slow") ? new Promise(() => undefined) : 202;
    });
    announce(event("a"), event("b"));
    await expect.poll(() => accepted(OTHER.url)).toEqual(["a", "b"]);
    await expect.poll(() => accepted()).toEqual(["before", "a", "b"]);
    expect(await waitingFor("dead")).toEqual(["a", "b"]);
    expect(await waitingFor("slow")).toEqual(["a", "b"]);
    await delivery.deleteTarget("dead");
    expect((await delivery.listTargets()).map(({ name }) => name)).toEqual([OWN_TARGET, "other", "slow"]);
  });

  it("keeps a bound on what waits for a target that is dead", async () => {
    const { answerWith, announce, waitingFor, faults } = await startDelivery();
    answerWith(() => new Error("connect ECONNREFUSED"));
    announce(...Array.from({ length: MOST_WAITING + 5 }, (_, index) => event(String(index))));
    await expect.poll(async () => (await waitingFor()).length).toBe(MOST_WAITING);
    expect((await waitingFor())[0]).toBe("5");
    expect(faults.at(-1)).toContain("5 of its oldest events are given up");
  });

  it("delivers what is saved while it delivers", async () => {
    const { delivery, announce, answerWith, accepted } = await startDelivery();
    answerWith(({ id }) => {
      if (id === "a") announce(event("b"));
      return 202;
    });
    announce(event("a"));
    delivery.wake();
    await expect.poll(() => accepted()).toEqual(["a", "b"]);
  });

  it("drops announcements when nobody listens", async () => {
    const { store, received } = await startDelivery([event("a")], { own: null });
    await expect.poll(() => store.distributeAnnouncements(10)).toBe(0);
    await store.putEventTarget(OTHER);
    expect(await store.listDeliveries(OTHER.name, ALL)).toEqual([]);
    expect(received).toEqual([]);
  });

  it("leaves what is not delivered when it stops to the next process", async () => {
    const { delivery, create, answerWith, announce, clock, waitingFor, accepted } = await startDelivery();
    await delivery.putTarget(OTHER);
    answerWith(() => 503);
    announce(event("a"));
    await expect.poll(() => waitingFor("other")).toEqual(["a"]);
    await settle();
    await delivery.stop();
    answerWith(() => 202);
    clock.advance(60_000);
    await settle();
    expect(await waitingFor()).toEqual(["a"]);
    const next = create();
    await next.start();
    await expect.poll(() => accepted(OTHER.url)).toEqual(["a"]);
    await expect.poll(() => waitingFor()).toEqual([]);
    await next.stop();
  });
});

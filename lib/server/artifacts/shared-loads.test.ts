import { expect, it } from "vitest";
import { createSharedLoads } from "./shared-loads";

const never = new AbortController().signal;
const loads = (capacity = 10) => createSharedLoads<string>({ capacity, weightOf: (value) => value.length });

/** A load that is settled by hand. */
function held() {
  const { promise, resolve, reject } = deferred();
  const signals: AbortSignal[] = [];
  const load = (signal: AbortSignal) => {
    signals.push(signal);
    return promise;
  };
  return { load, signals, resolve, reject };
}

function deferred() {
  let resolve: (value: string) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<string>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}

it("loads once for all who ask at the same time, and keeps it", async () => {
  const shared = loads();
  const { load, signals, resolve } = held();
  const asked = Promise.all([1, 2, 3].map(() => shared.get("key", { signal: never, load })));
  resolve("value");
  expect(await asked).toEqual(["value", "value", "value"]);
  expect(await shared.get("key", { signal: never, load })).toBe("value");
  expect(signals).toHaveLength(1);
});

it("goes on for the others when one leaves, and is aborted when the last has left", async () => {
  const shared = loads();
  const { load, signals } = held();
  const [one, other] = [new AbortController(), new AbortController()];
  const asked = [one, other].map(({ signal }) => shared.get("key", { signal, load }));
  one.abort();
  await expect(asked[0]).rejects.toMatchObject({ name: "AbortError" });
  expect(signals[0]?.aborted).toBe(false);
  other.abort();
  await expect(asked[1]).rejects.toMatchObject({ name: "AbortError" });
  expect(signals[0]?.aborted).toBe(true);
});

it("does not keep a failure", async () => {
  const shared = loads();
  const failing = () => Promise.reject(new Error("once"));
  await expect(shared.get("key", { signal: never, load: failing })).rejects.toThrow("once");
  expect(await shared.get("key", { signal: never, load: async () => "then" })).toBe("then");
});

it("keeps no more than fits, what was used last the longest", async () => {
  const shared = loads(10);
  const put = (key: string, value: string) => shared.get(key, { signal: never, load: async () => value });
  await put("a", "aaaa");
  await put("b", "bbbb");
  expect(shared.peek("a")).toBe("aaaa");
  await put("c", "cccc");
  expect([shared.peek("a"), shared.peek("b"), shared.peek("c")]).toEqual(["aaaa", undefined, "cccc"]);
  await put("large", "x".repeat(11));
  expect([shared.peek("large"), shared.peek("a")]).toEqual([undefined, "aaaa"]);
});

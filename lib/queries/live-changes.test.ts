import { onlineManager, QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { followLiveChanges, type LiveState } from "./live-changes";

/** Stands for the browser's own: the test plays the server's part. */
class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeEventSource[] = [];
  readyState = 0;

  constructor() {
    super();
    FakeEventSource.opened.push(this);
  }

  close() {
    this.readyState = FakeEventSource.CLOSED;
  }

  send(data: unknown) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(data) }));
  }
}

let client: QueryClient;
let states: LiveState[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  FakeEventSource.opened = [];
  vi.stubGlobal("EventSource", FakeEventSource);
  client = new QueryClient();
  client.setQueryData(["pipelines", "local", "shop-api"], "a");
  client.setQueryData(["pipelines", "local", "shop-web"], "b");
  states = [];
  stop = followLiveChanges(client, (state) => states.push(state));
});

afterEach(() => {
  onlineManager.setOnline(true);
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function stream(): FakeEventSource {
  const latest = FakeEventSource.opened.at(-1);
  if (!latest) throw new Error("no stream was opened");
  return latest;
}

function isStale(pipelineName: string): boolean {
  return client.getQueryState(["pipelines", "local", pipelineName])?.isInvalidated ?? false;
}

it("fetches again what the server names, and nothing else", () => {
  stream().send({ keys: [["pipelines", "local", "shop-api"]] });
  expect([isStale("shop-api"), isStale("shop-web")]).toEqual([true, false]);
});

it("tells a resource from what nests below it, and takes a star for both", () => {
  client.setQueryData(["pipelines", "local", "shop-api", "tags"], "c");
  client.setQueryData(["pipelines", { filters: {} }], "d");
  stream().send({ keys: [["pipelines"]] });
  const state = (key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated;
  expect(state(["pipelines", { filters: {} }])).toBe(true);
  expect(isStale("shop-api")).toBe(false);
  stream().send({ keys: [["pipelines", "local", "shop-api", "*"]] });
  expect(isStale("shop-api")).toBe(true);
  expect(state(["pipelines", "local", "shop-api", "tags"])).toBe(true);
  expect(isStale("shop-web")).toBe(false);
});

it("asks again once, when the answer is there, for all that was announced while it was under way", async () => {
  const answers: ((value: string) => void)[] = [];
  const observer = new QueryObserver(client, {
    queryKey: ["overview"],
    queryFn: () => new Promise<string>((resolve) => answers.push(resolve)),
  });
  const unsubscribe = observer.subscribe(() => undefined);
  for (let change = 0; change < 5; change += 1) stream().send({ keys: [["overview"]] });
  expect(answers).toHaveLength(1);
  answers[0]?.("old");
  await vi.advanceTimersByTimeAsync(10);
  expect(answers).toHaveLength(2);
  answers[1]?.("new");
  await vi.advanceTimersByTimeAsync(10);
  expect(observer.getCurrentResult().data).toBe("new");
  expect(answers).toHaveLength(2);
  unsubscribe();
});

it("fetches everything again when the server may have missed something", () => {
  stream().send({ keys: [["*"]] });
  expect([isStale("shop-api"), isStale("shop-web")]).toEqual([true, true]);
});

it("catches up on what changed between the reading of the page and the opening of the stream", () => {
  stream().dispatchEvent(new Event("open"));
  expect([isStale("shop-api"), isStale("shop-web")]).toEqual([true, true]);
});

it("polls while the stream is cut, says so, and catches up when it is back", () => {
  stream().dispatchEvent(new Event("open"));
  client.setQueryData(["pipelines", "local", "shop-api"], "new");
  stream().dispatchEvent(new Event("error"));
  expect(isStale("shop-api")).toBe(false);
  vi.advanceTimersByTime(5_000);
  expect(isStale("shop-api")).toBe(true);

  client.setQueryData(["pipelines", "local", "shop-api"], "newer");
  stream().dispatchEvent(new Event("open"));
  expect(isStale("shop-api")).toBe(true);
  expect(states).toEqual(["live", "polling", "live"]);
});

it("opens a new stream where the old one was refused for good", () => {
  stream().readyState = FakeEventSource.CLOSED;
  stream().dispatchEvent(new Event("error"));
  vi.advanceTimersByTime(5_000);
  expect(FakeEventSource.opened).toHaveLength(2);
});

it("says that there is no network, and begins anew once there is", () => {
  const cut = stream();
  cut.dispatchEvent(new Event("open"));
  onlineManager.setOnline(false);
  expect(states.at(-1)).toBe("offline");
  expect(cut.readyState).toBe(FakeEventSource.CLOSED);
  onlineManager.setOnline(true);
  expect(states.at(-1)).toBe("connecting");
  stream().dispatchEvent(new Event("open"));
  expect(states.at(-1)).toBe("live");
  expect(isStale("shop-web")).toBe(true);
});

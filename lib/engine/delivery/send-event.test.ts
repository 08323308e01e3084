import { createServer, type ServerResponse } from "node:http";
import { afterEach, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import { announcement } from "../store/store-samples";
import { sendEvent } from "./send-event";

let server: ReturnType<typeof createServer>;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A real server, whose answer is written by the test. */
async function targetOf(answer: (response: ServerResponse) => void) {
  server = createServer((request, response) => {
    request.resume().on("end", () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
  return () => sendEvent(announcement(1), { url, key: "a key", sendsKey: false }, { clock: systemClock, post: fetch });
}

it("is done with an answer that ends with its connection as soon as it ends", async () => {
  const send = await targetOf((response) => {
    response.socket?.end("HTTP/1.0 200 OK\r\n\r\nthank you");
  });
  const durations: number[] = [];
  for (let count = 0; count < 5; count += 1) {
    const startedAt = performance.now();
    expect(await send()).toEqual({ type: "taken" });
    durations.push(performance.now() - startedAt);
  }
  // What made one of them wait on a busy machine makes not all of them wait.
  expect(Math.min(...durations)).toBeLessThan(300);
});

it("does not read an answer that has no end", async () => {
  const send = await targetOf((response) => {
    response.writeHead(200);
    const more = (): void => {
      while (response.write("x".repeat(16 * 1024)));
      response.once("drain", more);
    };
    more();
  });
  expect(await send()).toEqual({ type: "taken" });
});

it.each([
  [204, "taken"],
  [302, "failed"],
  [400, "refused"],
  [401, "failed"],
  [503, "failed"],
])("takes the status %s for %s", async (status, type) => {
  const send = await targetOf((response) => response.writeHead(status, { location: "http://127.0.0.1:1/" }).end());
  expect(await send()).toMatchObject({ type });
});

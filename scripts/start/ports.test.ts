import { createServer } from "node:net";
import { once } from "node:events";
import { expect, it } from "vitest";
import { freePort, usablePort } from "./ports.mjs";

it("refuses a port that no browser opens, before anything is started on it", async () => {
  await expect(usablePort("PORT", 4190, "127.0.0.1")).rejects.toThrow("Browsers refuse port 4190");
});

it("chooses ports below those that systems give to who asks for any", async () => {
  const chosen = await Promise.all(Array.from({ length: 20 }, () => freePort()));
  expect(Math.min(...chosen)).toBeGreaterThanOrEqual(20_000);
  expect(Math.max(...chosen)).toBeLessThan(32_768);
});

it("takes any free port for 0, and refuses one that is in use with the variable to set", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await expect(usablePort("PENSTOCK_ENGINE_PORT", port, "127.0.0.1")).rejects.toThrow("Set PENSTOCK_ENGINE_PORT");
  other.close();
  expect(await usablePort("PORT", 0, "127.0.0.1")).toBeGreaterThan(0);
});

import { expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import { createJenkinsClient } from "./jenkins-client";

it("waits half a minute for a server that does not answer, and no longer", async () => {
  const clock = new FakeClock();
  const jenkins = createJenkinsClient({
    server: { type: "jenkins-server", name: "Jenkins", url: "http://ci.example.com" },
    // As `fetch` does: nothing comes before the signal.
    fetch: (_url, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener("abort", () => reject(new Error("This operation was aborted"))),
      ),
    clock,
    signal: new AbortController().signal,
  });
  const asked = jenkins.findBuild("shop", 1).catch((error: Error) => error.message);
  clock.advance(29_999);
  expect(await Promise.race([asked, Promise.resolve("waits")])).toBe("waits");
  clock.advance(1);
  expect(await asked).toMatch(/cannot be reached/);
});

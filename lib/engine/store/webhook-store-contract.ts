import { beforeEach, describe, expect, it } from "vitest";
import type { EngineStore } from "./store";

const AT = Date.UTC(2026, 10, 23, 6);

/** What every engine store keeps to about webhooks. */
export function describeWebhookStore(openStore: () => Promise<EngineStore>): void {
  describe("webhooks of an engine store", () => {
    let store: EngineStore;
    beforeEach(async () => {
      store = await openStore();
    });

    const webhook = (name: string, urlToken = `token-of-${name}`) => ({
      definition: {
        name,
        targetPipeline: "shop",
        targetAction: "Checkout",
        filters: [{ jsonPath: "$.ref", matchEquals: "refs/heads/{Branch}" }, { jsonPath: "$.after" }],
        authentication: "GITHUB_HMAC" as const,
        authenticationConfiguration: { SecretToken: "s3cret" },
      },
      urlToken,
      tags: [{ key: "team", value: "web" }],
    });

    it("are found by name and by URL, and listed by name", async () => {
      for (const name of ["b", "C", "a"]) await store.putWebhook(webhook(name));
      expect(await store.findWebhook("a")).toEqual(webhook("a"));
      expect(await store.findWebhookByToken("token-of-b")).toEqual(webhook("b"));
      expect(await store.findWebhook("A")).toBeNull();
      expect(await store.findWebhookByToken("a")).toBeNull();
      const names = (found: readonly { definition: { name: string } }[]) => found.map((item) => item.definition.name);
      expect(names(await store.listWebhooks({ limit: 2 }))).toEqual(["C", "a"]);
      expect(names(await store.listWebhooks({ afterName: "a", limit: 2 }))).toEqual(["b"]);
      expect(await store.countWebhooks()).toBe(3);
    });

    it("keep their URL and their deliveries when they are put again, and nothing when deleted before", async () => {
      await store.putWebhook(webhook("a"));
      await store.recordOutcome("token-of-a", { lastTriggeredAt: AT });
      await store.putWebhook({ ...webhook("a", "another"), tags: [] });
      expect(await store.findWebhook("a")).toEqual({ ...webhook("a"), tags: [], lastTriggeredAt: AT });
      await store.deleteWebhook("a");
      await store.deleteWebhook("a");
      await store.putWebhook(webhook("a", "another"));
      expect(await store.findWebhook("a")).toEqual(webhook("a", "another"));
    });

    it("keep the time of the last start beside a later error, until the next start", async () => {
      const error = { code: "PipelineNotFoundException", message: "It is gone." };
      await store.putWebhook(webhook("a"));
      await store.recordOutcome("token-of-a", { lastTriggeredAt: AT });
      await store.recordOutcome("token-of-a", { error });
      expect(await store.findWebhook("a")).toEqual({ ...webhook("a"), lastTriggeredAt: AT, error });
      await store.recordOutcome("token-of-a", { lastTriggeredAt: AT + 1 });
      expect(await store.findWebhook("a")).toEqual({ ...webhook("a"), lastTriggeredAt: AT + 1 });
      await store.recordOutcome("unknown", { error });
    });

    it("keep the hook that delivers to them until it is gone, through other definitions and errors", async () => {
      const error = { code: "404", message: "It is gone." };
      const registration = {
        apiUrl: "https://api.github.com",
        repository: "acme/shop",
        hookId: 9_007_199_254_740_991,
        secretDigest: "0a".repeat(32),
      };
      expect(await store.recordRegistration("token-of-a", registration)).toBe(false);
      await store.putWebhook(webhook("a"));
      await store.recordOutcome("token-of-a", { lastTriggeredAt: AT, error });
      expect(await store.recordRegistration("token-of-a", registration)).toBe(true);
      expect(await store.findWebhook("a")).toEqual({ ...webhook("a"), lastTriggeredAt: AT, registration });
      await store.putWebhook({ ...webhook("a", "another"), tags: [] });
      await store.recordOutcome("token-of-a", { error });
      expect(await store.listWebhooks({ limit: 1 })).toEqual([
        { ...webhook("a"), tags: [], lastTriggeredAt: AT, error, registration },
      ]);
      expect(await store.recordRegistration("token-of-a", null)).toBe(true);
      expect(await store.findWebhookByToken("token-of-a")).toEqual({ ...webhook("a"), tags: [], lastTriggeredAt: AT });
    });
  });
}

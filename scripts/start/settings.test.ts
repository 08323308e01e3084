import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.mjs";

describe("the settings of a start", () => {
  it("have the documented defaults", () => {
    const settings = readSettings([], {});
    expect(settings).toMatchObject({
      host: "127.0.0.1",
      port: 3000,
      enginePort: 4510,
      databaseUrl: null,
      isDev: false,
    });
    expect(settings.parts).toEqual(["engine", "worker", "web"]);
    expect(settings.dataDir).toMatch(/\/data$/);
  });

  it("choose the processes", () => {
    expect(readSettings([], { PENSTOCK_ENGINE: "off" }).parts).toEqual(["worker", "web"]);
    expect(readSettings(["--only", "engine"], {}).parts).toEqual(["engine"]);
  });

  it.each([
    [{ PORT: "eighty" }, 'PORT is "eighty"'],
    [{ PENSTOCK_ENGINE_PORT: "70000" }, "PENSTOCK_ENGINE_PORT"],
    [{ PENSTOCK_ENGINE: "no" }, 'either "on" or "off"'],
  ])("refuse %o with a message that names it", (env, message) => {
    expect(() => readSettings([], env)).toThrow(message);
  });
});

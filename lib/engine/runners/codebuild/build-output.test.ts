import { afterEach, beforeEach, expect, it } from "vitest";
import { ActionHarness } from "../testing/action-harness";

const COMMANDS = { category: "Compute", owner: "AWS", provider: "Commands", version: "1" } as const;

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
});
afterEach(() => harness.dispose());

/** What the command itself has printed. */
async function printed(command: string) {
  const { outcome, lines } = await harness.run({ actionTypeId: COMMANDS, commands: [command] });
  return { status: outcome.status, lines: lines.filter((line) => !line.startsWith("[Container]")) };
}

it("keeps the beginning of a flood and says what it left out", async () => {
  const { status, lines } = await printed("yes 'a line that floods the log' | head -c 200000000");
  expect(status).toBe("Succeeded");
  expect(lines.at(-1)).toMatch(/^Output limit of \d+ characters reached/);
  expect(lines.reduce((sum, line) => sum + line.length, 0)).toBeLessThan(40_000_000);
});

it("cuts a line of a megabyte, and takes one without an end", async () => {
  const { status, lines } = await printed("head -c 1048576 /dev/zero | tr '\\0' x");
  expect(status).toBe("Succeeded");
  expect(lines.join("")).toBe("x".repeat(1_048_576));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(16_384);
});

it("takes any bytes, and keeps colours", async () => {
  const { status, lines } = await printed(
    "head -c 300000 /dev/urandom; echo; printf '\\033[31mred\\033[0m\\n\\0end\\n'",
  );
  expect(status).toBe("Succeeded");
  expect(lines).toContain("\u001B[31mred\u001B[0m");
  expect(lines).toContain("\uFFFDend");
  expect(lines.join("\n")).not.toContain("\0");
});

it("cannot be fooled by a command that prints what looks like a status", async () => {
  const forged = "printf '\\036:0\\036'; printf '\\036%s:0\\036' $PPID; printf '\\036\\036%s:' $PPID; exit 7";
  const { status } = await printed(`sh -c '${forged.replaceAll("'", `'\\''`)}'; exit 7`);
  expect(status).toBe("Failed");
});

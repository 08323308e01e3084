import { describe, expect, it } from "vitest";
import { COMMANDS } from "./commands";
import { matchesShortcut, shortcutWords } from "./keyboard";

/** A key as the browser tells it. */
function press(key: string, held: { mod?: boolean; shift?: boolean; alt?: boolean } = {}) {
  return {
    key,
    ctrlKey: held.mod ?? false,
    metaKey: false,
    shiftKey: held.shift ?? false,
    altKey: held.alt ?? false,
  };
}

function commandsFor(event: ReturnType<typeof press>): readonly string[] {
  return COMMANDS.filter(({ shortcuts }) => shortcuts?.some((keys) => matchesShortcut(event, keys))).map(
    ({ id }) => id,
  );
}

describe("the one list of commands", () => {
  it("has each id and each label once", () => {
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
    expect(new Set(COMMANDS.map(({ label }) => label)).size).toBe(COMMANDS.length);
  });

  it("gives each key to one command", () => {
    const keys = COMMANDS.flatMap(({ shortcuts }) => shortcuts ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.map(shortcutWords)).not.toContain("");
  });

  it.each([
    [press("s", { mod: true }), "save-version"],
    [press("z", { mod: true }), "undo"],
    [press("Z", { mod: true, shift: true }), "redo"],
    [press("a", { mod: true }), "select-all"],
    [press("d", { mod: true }), "duplicate"],
    [press("Delete"), "delete"],
    [press("F2"), "rename"],
    [press("Enter"), "inspect"],
    [press("1"), "fit"],
    [press("0"), "reset-zoom"],
    [press("+", { shift: true }), "zoom-in"],
    [press("-"), "zoom-out"],
    [press("?", { shift: true }), "shortcuts"],
    [press("Escape"), "select-none"],
  ])("runs one command for %o", (event, id) => {
    expect(commandsFor(event)).toEqual([id]);
  });

  it("leaves the clipboard's keys to the browser, which then tells what is copied", () => {
    for (const key of ["c", "x", "v"]) expect(commandsFor(press(key, { mod: true }))).toEqual([]);
  });
});

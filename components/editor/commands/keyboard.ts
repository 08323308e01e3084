/** Whether a key pressed here is text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, [role=combobox], .cm-editor") !== null;
}

/** Whether the key belongs to something open above the editor: a dialog, a menu, a list. */
export function isInOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]") !== null
  );
}

/** Whether Enter presses what has the focus, and so means nothing else. */
export function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("button, a, summary, [role=tab], [role=radio]") !== null;
}

interface KeyStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** `Mod+Shift+Z` against a key event. Signs that Shift makes, such as `?`, are compared as they come out. */
export function matchesShortcut(event: KeyStroke, shortcut: string): boolean {
  const parts = shortcut.split("+");
  const key = shortcut === "+" || shortcut.endsWith("++") ? "+" : (parts.at(-1) ?? "");
  const wants = (modifier: string): boolean => parts.slice(0, -1).includes(modifier);
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key);
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    (event.ctrlKey || event.metaKey) === wants("Mod") &&
    event.altKey === wants("Alt") &&
    (isSign || event.shiftKey === wants("Shift"))
  );
}

const WORDS: Readonly<Record<string, string>> = {
  Mod: "Ctrl",
  Delete: "Del",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** As it stands on a key cap: `Ctrl Shift Z`. */
export function shortcutWords(shortcut: string): string {
  const parts = shortcut.endsWith("++") ? [...shortcut.slice(0, -2).split("+"), "+"] : shortcut.split("+");
  return shortcut === "+" ? "+" : parts.map((part) => WORDS[part] ?? part).join(" ");
}

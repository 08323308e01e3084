import { Window } from "happy-dom";

/** What React and Radix look for. Node's own Request, Response and fetch stay, because the engine answers with them. */
const NAMES = [
  "document",
  "navigator",
  "localStorage",
  "Node",
  "Element",
  "HTMLElement",
  "HTMLInputElement",
  "HTMLSelectElement",
  "HTMLTextAreaElement",
  "HTMLButtonElement",
  "HTMLFormElement",
  "HTMLIFrameElement",
  "DocumentFragment",
  "Text",
  "Event",
  "InputEvent",
  "MouseEvent",
  "PointerEvent",
  "KeyboardEvent",
  "FocusEvent",
  "CustomEvent",
  "MutationObserver",
  "ResizeObserver",
  "NodeFilter",
  "CSS",
  "getComputedStyle",
  "requestAnimationFrame",
  "cancelAnimationFrame",
] as const;

/** Gives Node a page to render into. Import it before React DOM. */
const window = new Window({ url: "http://localhost/" });
const define = (name: string, value: unknown): void => {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
};
define("window", window);
for (const name of NAMES) {
  const value: unknown = Reflect.get(window, name);
  define(name, typeof value === "function" && /^[a-z]/.test(name) ? value.bind(window) : value);
}
// React then knows that updates are waited for.
define("IS_REACT_ACT_ENVIRONMENT", true);

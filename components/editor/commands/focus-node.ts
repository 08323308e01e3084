import type { Editor } from "../editor";

/** A node outside the view joins the page once the canvas has moved, which takes it a few frames. */
const FRAMES_TO_WAIT = 30;

/** Brings a stage or an action into view and gives it the keyboard. */
export function focusNode(editor: Editor, key: string): void {
  editor.store.getState().unfoldAround(key);
  editor.canvas()?.reveal(key);
  whenPresent(`[data-node="${CSS.escape(key)}"]`, (element) =>
    element.focus({ preventScroll: editor.canvas() !== null }),
  );
}

const CONTROLS = "input, select, textarea, button";

/** Opens the inspector at one member of what is selected. */
export function focusField(editor: Editor, path: string): void {
  editor.store.getState().setInspectorOpen(true);
  whenPresent("[data-inspector]", (inspector) => {
    const field = findField(inspector, path);
    field?.closest("details")?.setAttribute("open", "");
    const control = field?.matches("fieldset, section") ? field.querySelector<HTMLElement>(CONTROLS) : null;
    (control ?? field)?.focus();
    field?.scrollIntoView({ block: "center" });
  });
}

/** The field of the member, or of the nearest member around it. */
function findField(inspector: HTMLElement, path: string): HTMLElement | null {
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length -= 1) {
    const field = inspector.querySelector<HTMLElement>(
      `[data-field="${CSS.escape(parts.slice(0, length).join("."))}"]`,
    );
    if (field) return field;
  }
  return inspector.querySelector<HTMLElement>("input, select, textarea");
}

function whenPresent(selector: string, then: (element: HTMLElement) => void, frames = FRAMES_TO_WAIT): void {
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element) then(element);
    else if (frames > 0) whenPresent(selector, then, frames - 1);
  });
}

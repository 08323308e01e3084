"use client";
import { useRef } from "react";

/**
 * For a dialog that no trigger of its own opens: who closes it is back where they opened it, unless what they did there
 * took the focus elsewhere. Spread it over the dialog's content.
 */
export function useReturnFocus() {
  const opener = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = openerOf(document.activeElement);
    },
    onCloseAutoFocus: (event: Event) => {
      // The dialog itself would look for its trigger, and leave the focus nowhere.
      event.preventDefault();
      if (document.activeElement === document.body) opener.current?.focus();
    },
  };
}

/** A menu is gone when the dialog it opened closes; the button that opened the menu is still there. */
function openerOf(element: Element | null): HTMLElement | null {
  const buttonId = element?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const button = buttonId ? document.getElementById(buttonId) : null;
  return button ?? (element instanceof HTMLElement && element !== document.body ? element : null);
}

// First, because React looks for a page as it is loaded.
import "@/components/editor/testing/dom";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";
import { Dialog } from "./dialog";
import { TooltipProvider } from "./tooltip";

afterEach(cleanup);

function Page({ onClosed }: { readonly onClosed?: () => void }) {
  const [isOpen, setOpen] = useState(false);
  function change(open: boolean) {
    setOpen(open);
    if (!open) onClosed?.();
  }
  return (
    <TooltipProvider>
      <button type="button" onClick={() => setOpen(true)}>
        Ask
      </button>
      <input aria-label="Elsewhere" />
      {isOpen && (
        <Dialog open onOpenChange={change} title="Really?">
          <button type="button" onClick={() => change(false)}>
            Yes
          </button>
        </Dialog>
      )}
    </TooltipProvider>
  );
}

/** Opens it by its button and answers; the dialog gives the focus back a moment later. */
async function askAndAnswer(): Promise<void> {
  const ask = screen.getByRole("button", { name: "Ask" });
  ask.focus();
  fireEvent.click(ask);
  const yes = await screen.findByRole("button", { name: "Yes" });
  yes.focus();
  expect(document.activeElement).toBe(yes);
  fireEvent.click(yes);
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
}

it("gives the focus back to what it was opened by", async () => {
  render(<Page />);
  await askAndAnswer();
  expect(document.activeElement?.textContent).toBe("Ask");
});

it("leaves the focus where the answer took it", async () => {
  render(<Page onClosed={() => queueMicrotask(() => screen.getByLabelText("Elsewhere").focus())} />);
  await askAndAnswer();
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Elsewhere");
});

// First, because React looks for a page as it is loaded.
import "@/components/editor/testing/dom";
import { QueryClientProvider, useMutation } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { createQueryClient } from "@/lib/queries/create-query-client";
import { Button } from "./button";

afterEach(cleanup);

function SendButton({ send }: { readonly send: () => Promise<void> }) {
  const { isPending, mutate } = useMutation({ mutationFn: send });
  return (
    <Button pending={isPending} onClick={() => mutate()}>
      Send
    </Button>
  );
}

it("sends once however fast it is pressed again", async () => {
  let sent = 0;
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  render(
    <QueryClientProvider client={createQueryClient()}>
      <SendButton send={() => ((sent += 1), answered)} />
    </QueryClientProvider>,
  );
  const button = screen.getByRole("button", { name: "Send" });
  button.click();
  await endOfTask();
  expect(button.getAttribute("aria-busy")).toBe("true");
  button.click();
  await endOfTask();
  answer();
  expect(sent).toBe(1);
});

/** What is left of a task before the next event can come, such as the second one of a double click. */
async function endOfTask(): Promise<void> {
  for (let microtask = 0; microtask < 100; microtask += 1) await Promise.resolve();
}

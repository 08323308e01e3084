// First, because React looks for a page as it is loaded.
import "@/components/editor/testing/dom";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { TooltipProvider } from "@/components/ui/tooltip";
import { createQueryClient } from "@/lib/queries/create-query-client";
import { ConnectionDialog } from "./connection-dialog";
import { NEW_CONNECTION } from "./connection-form";

afterEach(cleanup);

it("drops what it says of a field once that is mended, and asks a test for no name", () => {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <TooltipProvider>
        <ConnectionDialog initial={{ ...NEW_CONNECTION, region: "mars" }} slug={null} onClose={() => undefined} />
      </TooltipProvider>
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Test the connection" }));
  expect(screen.getByText("A Region looks like eu-west-1.")).toBeTruthy();
  expect(screen.queryByText("Give the connection a name.")).toBeNull();
  fireEvent.change(screen.getByLabelText(/^Region/), { target: { value: "eu-west-1" } });
  expect(screen.queryByText("A Region looks like eu-west-1.")).toBeNull();
  fireEvent.submit(screen.getByLabelText(/^Region/));
  expect(screen.getByText("Give the connection a name.")).toBeTruthy();
});

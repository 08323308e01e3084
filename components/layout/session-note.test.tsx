// First, because React looks for a page as it is loaded.
import "@/components/editor/testing/dom";
import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { createQueryClient } from "@/lib/queries/create-query-client";
import { ApiError } from "@/lib/queries/get-json";
import { SessionNote } from "./session-note";

afterEach(cleanup);

function Page({ read }: { readonly read: () => Promise<string> }) {
  useQuery({ queryKey: ["pipelines"], queryFn: read });
  return <SessionNote />;
}

it("says that the session has ended until something can be read again", async () => {
  let isSignedIn = false;
  const read = async () => {
    if (isSignedIn) return "read";
    throw new ApiError({ code: "unauthenticated", message: "Your session has ended." });
  };
  const client = createQueryClient();
  render(
    <QueryClientProvider client={client}>
      <Page read={read} />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(screen.getByRole("link", { name: "Sign in in a new tab" })).toBeTruthy());
  isSignedIn = true;
  await client.invalidateQueries();
  await waitFor(() => expect(screen.queryByText(/session has ended/)).toBeNull());
});

// First, because React looks for a page as it is loaded.
import "@/components/editor/testing/dom";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { MAX_IMPORT_BYTES } from "@/lib/pipeline/limits";
import { DefinitionReader } from "./definition-reader";

afterEach(cleanup);

function choose(file: File): void {
  fireEvent.change(screen.getByLabelText("Definition file"), { target: { files: [file] } });
}

it("says why a file that is too large or empty is not read, until another is", async () => {
  render(<DefinitionReader onRead={() => undefined} />);
  choose(new File([new Uint8Array(2 * MAX_IMPORT_BYTES)], "large.yaml"));
  await waitFor(() => expect(screen.getByText("large.yaml has 21.0 MB; 10.5 MB is the most.")).toBeTruthy());
  choose(new File([], "nothing.json"));
  await waitFor(() => expect(screen.getByText("nothing.json is empty.")).toBeTruthy());
  choose(new File(["Resources: {}"], "template.yaml"));
  await waitFor(() =>
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Definition" }).value).toBe("Resources: {}"),
  );
  expect(screen.queryByText("nothing.json is empty.")).toBeNull();
});

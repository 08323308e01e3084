// First, because React looks for a page as it is loaded.
import { editorOf, renderInEditor } from "../../testing/render-in-editor";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { buildAction, pipeline, sourceAction, stage } from "@/lib/pipeline/testing/build-pipeline";
import { PipelineInspector } from "./pipeline-inspector";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const valueOf = (label: string): string | undefined => screen.queryByLabelText<HTMLInputElement>(label)?.value;

const triggered = {
  ...pipeline([stage("Source", sourceAction("Checkout")), stage("Build", buildAction("Compile"))]),
  triggers: [
    {
      providerType: "CodeStarSourceConnection" as const,
      gitConfiguration: { sourceActionName: "Checkout", push: [{ branches: { includes: ["main"] } }] },
    },
  ],
};

it("lets who may not edit ask whether an event would start the pipeline", () => {
  renderInEditor(editorOf(triggered, { canEdit: false }), <PipelineInspector />);
  expect(screen.getByLabelText("Execution mode").closest("fieldset[disabled]")).not.toBeNull();
  const branch = screen.getByLabelText("Branch");
  expect(branch.closest("fieldset[disabled]")).toBeNull();
  const verdict = screen.getByRole("status", { name: "Which triggers start" });
  expect(verdict.textContent).toContain("Checkout: starts an execution");
  fireEvent.change(branch, { target: { value: "topic" } });
  expect(verdict.textContent).toContain("Checkout: does not start");
});

it("keeps tags that are typed and not saved while something else is looked at", async () => {
  let team = "shop";
  vi.stubGlobal("fetch", async () => Response.json({ tags: [{ key: "team", value: team }], isLive: true }));
  const editor = editorOf(triggered);
  renderInEditor(editor, <PipelineInspector />);
  fireEvent.change(await screen.findByLabelText("Value of team"), { target: { value: "data" } });
  cleanup();
  renderInEditor(editor, <PipelineInspector />);
  await screen.findByLabelText("Value of team");
  expect(valueOf("Value of team")).toBe("data");
  expect(screen.queryByText(/^These tags were changed elsewhere/)).toBeNull();
  cleanup();
  team = "web";
  renderInEditor(editor, <PipelineInspector />);
  await screen.findByText(/^These tags were changed elsewhere/);
  fireEvent.click(screen.getByRole("button", { name: "Discard" }));
  expect(valueOf("Value of team")).toBe("web");
  expect(screen.queryByRole("button", { name: "Save tags" })).toBeNull();
});

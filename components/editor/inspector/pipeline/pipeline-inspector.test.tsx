// First, because React looks for a page as it is loaded.
import { editorOf, renderInEditor } from "../../testing/render-in-editor";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { buildAction, pipeline, sourceAction, stage } from "@/lib/pipeline/testing/build-pipeline";
import { PipelineInspector } from "./pipeline-inspector";

afterEach(cleanup);

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

// First, because React looks for a page as it is loaded.
import { editorOf, renderInEditor } from "../../testing/render-in-editor";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";
import { pipeline } from "@/lib/pipeline/testing/build-pipeline";
import type { EnvironmentVariable } from "../action/environment-variables";
import { VariableTable } from "./variable-table";

afterEach(cleanup);

function Table() {
  const [variables, setVariables] = useState<readonly EnvironmentVariable[]>([{ name: "NPM_TOKEN", value: "" }]);
  return (
    <VariableTable
      scope={{ kind: "action", actionKey: "none" }}
      path="environmentVariables"
      types={["PLAINTEXT", "SECRETS_MANAGER"]}
      variables={variables}
      onChange={setVariables}
    />
  );
}

it("hides what looks like a secret while it is typed, in the same field, and shows it on demand", () => {
  renderInEditor(editorOf(pipeline()), <Table />);
  const field = screen.getByLabelText("Value of NPM_TOKEN");
  expect(field.getAttribute("type")).toBe("text");
  fireEvent.change(field, { target: { value: "n" } });
  expect(screen.getByLabelText("Value of NPM_TOKEN")).toBe(field);
  expect(field.getAttribute("type")).toBe("password");
  fireEvent.click(screen.getByRole("button", { name: "Show the value of NPM_TOKEN" }));
  expect(field.getAttribute("type")).toBe("text");
  fireEvent.change(screen.getByLabelText("Type of NPM_TOKEN"), { target: { value: "SECRETS_MANAGER" } });
  expect(screen.queryByRole("button", { name: "Show the value of NPM_TOKEN" })).toBeNull();
});

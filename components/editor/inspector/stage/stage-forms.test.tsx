// First, because React looks for a page as it is loaded.
import { editorOf, renderInEditor } from "../../testing/render-in-editor";
import {
  CodePipelineClient,
  CreatePipelineCommand,
  type PipelineDeclaration as Sdk,
} from "@aws-sdk/client-codepipeline";
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { startTestEngine } from "@/lib/engine/testing/start-test-engine";
import { listRuleTypes, type RuleType } from "@/lib/pipeline/action-types/rule-types";
import type { PipelineDeclaration, StageDeclaration } from "@/lib/pipeline/declaration";
import { declarationFromDraft } from "@/lib/pipeline/draft";
import { addCondition } from "@/lib/pipeline/edits/stage-conditions";
import { buildAction, pipeline, sourceAction, stage } from "@/lib/pipeline/testing/build-pipeline";
import { catalogueValue } from "@/lib/pipeline/testing/catalogue-values";
import type { ConditionType } from "@/lib/pipeline/validation/rule";
import { validatePipeline } from "@/lib/pipeline/validation/validate-pipeline";
import type { Editor } from "../../editor";
import { StageInspector } from "./stage-inspector";

afterEach(cleanup);

const CONDITIONS = ["beforeEntry", "onSuccess", "onFailure"] as const;

it.each(listRuleTypes().flatMap((type) => CONDITIONS.map((condition) => [type.id.provider, condition, type] as const)))(
  "a %s rule of %s is filled in from its form and taken by the engine",
  async (_provider, condition, type) => {
    const { editor, stageKey } = openStage();
    // The menu of kinds opens with a pointer that a test page does not have; what it calls is what is called here.
    editor.edit("add a rule", (draft) => addCondition(draft, { stageKey, type: condition }, type));
    await screen.findByText("Kind of rule");
    fillRule(type, condition);
    const declaration = declarationFromDraft(editor.store.getState().draft);
    expect(errorsOf(declaration)).toEqual([]);
    const published = await publish(declaration);
    expect(published?.[condition]).toEqual(declaration.stages[1]?.[condition]);
    expect(Object.keys(published?.[condition]?.conditions?.[0]?.rules?.[0]?.configuration ?? {}).toSorted()).toEqual(
      filledKeys(type).toSorted(),
    );
  },
);

it("says as it is typed what is wrong with a condition, and which results a gate allows", async () => {
  const { editor, stageKey } = openStage();
  const [alarm] = listRuleTypes();
  if (!alarm) throw new Error("There are rule types.");
  editor.edit("add a rule", (draft) => addCondition(draft, { stageKey, type: "beforeEntry" }, alarm));
  const gate = await screen.findByRole("group", { name: "Before entry condition" });
  const otherwise = within(gate).getByLabelText("Otherwise");
  const results = [...otherwise.querySelectorAll("option")].map(({ value }) => value);
  expect(results).toEqual(["FAIL", "SKIP"]);
  fireEvent.change(otherwise, { target: { value: "SKIP" } });
  expect(within(gate).getByText(/the rule CloudWatchAlarm cannot be used for that/)).toBeTruthy();
  expect(within(gate).getByText("AlarmName is required by the rule CloudWatchAlarm. Fill it in.")).toBeTruthy();
  fireEvent.change(within(gate).getByLabelText("Kind of rule"), { target: { value: "VariableCheck" } });
  expect(within(gate).queryByText(/cannot be used for that/)).toBeNull();
});

it("takes one way of dealing with failure at a time", () => {
  const { editor, stageKey } = openStage();
  const stageNow = () => editor.store.getState().draft.stages.find(({ key }) => key === stageKey);
  const choice = screen.getByLabelText("When the stage fails");
  fireEvent.change(choice, { target: { value: "RETRY ALL_ACTIONS" } });
  expect(stageNow()?.onFailure).toEqual({ result: "RETRY", retryConfiguration: { retryMode: "ALL_ACTIONS" } });
  fireEvent.change(choice, { target: { value: "CONDITION" } });
  expect(stageNow()?.onFailure).toMatchObject({ conditions: [{ result: "ROLLBACK" }] });
  expect(stageNow()?.onFailure?.result).toBeUndefined();
  fireEvent.change(choice, { target: { value: "STOP" } });
  expect(stageNow()?.onFailure).toBeUndefined();
});

function openStage(): { readonly editor: Editor; readonly stageKey: string } {
  const declaration = pipeline([
    stage("Source", sourceAction("Checkout", { namespace: "source" })),
    stage("Build", buildAction()),
  ]);
  const editor = editorOf(declaration);
  const stageKey = editor.store.getState().draft.stages[1]?.key ?? "";
  renderInEditor(editor, <StageInspector stageKey={stageKey} />);
  return { editor, stageKey };
}

/** Keys that have an effect with one input; the others need more. */
function filledKeys({ configuration }: RuleType): readonly string[] {
  return configuration.filter(({ usedWhen }) => usedWhen?.kind !== "inputCount").map(({ name }) => name);
}

function fillRule(type: RuleType, condition: ConditionType): void {
  const path = `${condition}.conditions.0.rules.0`;
  for (const name of filledKeys(type)) {
    const property = type.configuration.find((candidate) => candidate.name === name);
    if (!property) continue;
    if (name === "EnvironmentVariables") {
      fireEvent.click(screen.getByRole("button", { name: "Add environment variable" }));
      change(screen.getByLabelText("Name of variable 1"), "STAGE");
      change(screen.getByLabelText("Value of STAGE"), "test");
      continue;
    }
    const field = document.querySelector(`[data-field="${path}.configuration.${name}"]`);
    expect(screen.getAllByLabelText(property.label)).toContain(field);
    if (field) change(field, RULE_VALUES[name] ?? catalogueValue(property));
  }
  if (type.takesCommands) change(screen.getByLabelText("Commands"), "npm run smoke-test");
  if (type.inputs.max > 0) change(screen.getByLabelText("Connect an input artifact to the rule"), "SourceOutput");
  change(screen.getByLabelText("Timeout in minutes"), "30");
}

const RULE_VALUES: Readonly<Record<string, string>> = {
  Cron: "* * 9-17 ? * MON-FRI *",
  TimeZone: "Europe/Berlin",
  AlarmStates: "ALARM",
  Variable: "#{source.BranchName}",
  BatchEnabled: "true",
};

function change(field: Element, value: string): void {
  fireEvent.change(field, { target: { value } });
}

function errorsOf(declaration: PipelineDeclaration): readonly string[] {
  return validatePipeline(declaration, { region: "us-east-1" })
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message);
}

/** @returns the second stage as the engine gives it back */
async function publish(declaration: PipelineDeclaration): Promise<StageDeclaration | undefined> {
  const { engine, clientConfig } = await startTestEngine();
  try {
    // Member for member the SDK's structure; our schema leaves closed sets open.
    const command = new CreatePipelineCommand({ pipeline: declaration as Sdk });
    const { pipeline: published } = await new CodePipelineClient(clientConfig).send(command);
    return published?.stages?.[1] as StageDeclaration | undefined; // as above
  } finally {
    await engine.stop();
  }
}

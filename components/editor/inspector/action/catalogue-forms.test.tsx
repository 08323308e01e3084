// First, because React looks for a page as it is loaded.
import { editorOf, renderInEditor } from "../../testing/render-in-editor";
import {
  CodePipelineClient,
  CreateCustomActionTypeCommand,
  type CreateCustomActionTypeCommandInput,
  CreatePipelineCommand,
  type PipelineDeclaration as Sdk,
} from "@aws-sdk/client-codepipeline";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { startTestEngine } from "@/lib/engine/testing/start-test-engine";
import type { ActionType } from "@/lib/pipeline/action-types/action-type";
import { actionTypeKey, isUsed, listActionTypes } from "@/lib/pipeline/action-types/catalogue";
import type { ConfigurationProperty } from "@/lib/pipeline/action-types/configuration-property";
import type { ActionDeclaration, PipelineDeclaration } from "@/lib/pipeline/declaration";
import { declarationFromDraft } from "@/lib/pipeline/draft";
import { catalogueValue } from "@/lib/pipeline/testing/catalogue-values";
import { validatePipeline } from "@/lib/pipeline/validation/validate-pipeline";
import type { Editor } from "../../editor";
import { ActionInspector } from "./action-inspector";

afterEach(cleanup);

const NAME = "Filled";

/** One way of filling in a type's form: which alternative, and the values that decide what else has an effect. */
interface Variant {
  readonly alternative: string | null;
  readonly decisions: Readonly<Record<string, string>>;
  readonly inputs: number;
}

it.each(listActionTypes().map((type) => [actionTypeKey(type.id), type] as const))(
  "%s is filled in from its form, key by key, and taken by the engine",
  async (_key, type) => {
    const filled = new Set<string>();
    for (const variant of variantsOf(type)) {
      const { editor, actionKey } = openForm(type);
      fillForm(editor, actionKey, type, variant);
      const declaration = declarationFromDraft(editor.store.getState().draft);
      const action = findFilled(declaration);
      for (const name of Object.keys(action.configuration ?? {})) filled.add(name);
      const errors = validatePipeline(declaration, { region: "us-east-1" }).filter(
        ({ severity }) => severity === "error",
      );
      expect(errors).toEqual([]);
      expect(await publish(declaration, type)).toEqual(asReturned(action, type));
      cleanup();
    }
    expect([...filled].toSorted()).toEqual(
      expect.arrayContaining(type.configuration.map(({ name }) => name).toSorted()),
    );
  },
);

/** Every alternative, and one value of each kind for the keys that others depend on. */
function variantsOf(type: ActionType): readonly Variant[] {
  const { configuration, alternatives = [{ label: "", keys: [] }] } = type;
  const decisions = configuration.flatMap((property) =>
    decidingValues(property, configuration).map((value) => ({ [property.name]: value })),
  );
  const inputs = Math.min(type.inputs.max, Math.max(1, type.inputs.min));
  const wantsTwo = configuration.some(({ usedWhen }) => usedWhen?.kind === "inputCount" && usedWhen.min === 2);
  const variants = alternatives.flatMap(({ label }) =>
    (decisions.length > 0 ? decisions : [{}]).map((decided): Variant => ({
      alternative: label || null,
      decisions: decided,
      inputs,
    })),
  );
  return wantsTwo ? [...variants, { alternative: null, decisions: {}, inputs: 2 }] : variants;
}

/** Of the values that make the same other keys matter, the first; none where nothing depends on the key. */
function decidingValues(
  { name, allowedValues = [] }: ConfigurationProperty,
  all: readonly ConfigurationProperty[],
): readonly string[] {
  const dependent = all.filter(({ usedWhen }) => usedWhen?.kind === "value" && usedWhen.key === name);
  if (dependent.length === 0) return [];
  const mattering = (value: string): string =>
    dependent
      .filter(({ usedWhen }) => usedWhen?.kind === "value" && usedWhen.values.includes(value))
      .map((property) => property.name)
      .join();
  return [...new Map(allowedValues.toReversed().map((value) => [mattering(value), value])).values()];
}

function openForm(type: ActionType): { readonly editor: Editor; readonly actionKey: string } {
  const bare: ActionDeclaration = { name: NAME, actionTypeId: type.id, runOrder: 1 };
  const isSource = type.id.category === "Source";
  const declaration: PipelineDeclaration = {
    name: "shop",
    roleArn: "arn:aws:iam::123456789012:role/pipeline",
    pipelineType: type.pipelineTypes.includes("V2") ? "V2" : "V1",
    artifactStore: { type: "S3", location: "artifacts" },
    stages: isSource
      ? [
          { name: "Source", actions: [bare] },
          { name: "Approve", actions: [approval] },
        ]
      : [
          { name: "Source", actions: [source("Source"), source("Second")] },
          { name: "Work", actions: [bare] },
        ],
  };
  const editor = editorOf(declaration);
  const actions = editor.store.getState().draft.stages.flatMap((stage) => stage.actions);
  const actionKey = actions.find(({ name }) => name === NAME)?.key ?? "";
  renderInEditor(editor, <ActionInspector actionKey={actionKey} />);
  return { editor, actionKey };
}

const approval: ActionDeclaration = {
  name: "Ask",
  actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
};

function source(name: string): ActionDeclaration {
  return {
    name,
    actionTypeId: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
    configuration: { RepositoryName: "shop", BranchName: "main" },
    outputArtifacts: [{ name: `${name}Output` }],
  };
}

function fillForm(editor: Editor, actionKey: string, type: ActionType, variant: Variant): void {
  const current = (): ActionDeclaration => {
    const actions = editor.store.getState().draft.stages.flatMap((stage) => stage.actions);
    const action = actions.find(({ key }) => key === actionKey);
    if (!action) throw new Error("The action is gone.");
    return action;
  };
  for (let count = 0; count < variant.inputs; count += 1) {
    change(screen.getByLabelText("Connect an input artifact"), count === 0 ? "SourceOutput" : "SecondOutput");
  }
  for (let count = 0; count < type.outputs.min; count += 1) {
    fireEvent.click(screen.getByRole("button", { name: "Add output artifact" }));
  }
  if (variant.alternative !== null) fireEvent.click(screen.getByRole("radio", { name: variant.alternative }));
  const others = new Set(
    (type.alternatives ?? []).filter(({ label }) => label !== variant.alternative).flatMap(({ keys }) => keys),
  );
  const done = new Set<string>();
  // What is filled in makes other keys matter, so the form is gone through until nothing is left.
  for (let round = 0; round < 4; round += 1) {
    for (const property of type.configuration) {
      const { name } = property;
      if (done.has(name) || others.has(name) || !isUsed(property, current(), type)) continue;
      done.add(name);
      fillKey(property, variant.decisions[name] ?? catalogueValue(property));
    }
  }
  if (type.takesCommands) fillCommands(current());
  if (type.acceptsOtherKeys) change(screen.getByLabelText("Configuration"), "Setting=on");
}

/** The field of a key carries its label, so that it can be found by either. */
function fillKey(property: ConfigurationProperty, value: string): void {
  if (property.name === "EnvironmentVariables") {
    fireEvent.click(screen.getByRole("button", { name: "Add environment variable" }));
    change(screen.getByLabelText("Name of variable 1"), "STAGE");
    change(screen.getByLabelText("Value of STAGE"), "test");
    return;
  }
  const field = document.querySelector(`[data-field="configuration.${property.name}"]`);
  expect(screen.getAllByLabelText(property.label)).toContain(field);
  if (field) change(field, value);
}

function fillCommands(action: ActionDeclaration): void {
  change(screen.getByLabelText("Commands"), "npm ci\nnpm test");
  change(screen.getByLabelText("Output variables"), "VERSION");
  fireEvent.click(screen.getByRole("button", { name: "Add environment variable" }));
  change(screen.getByLabelText("Name of variable 1"), "STAGE");
  change(screen.getByLabelText("Value of STAGE"), "test");
  fireEvent.click(screen.getByRole("button", { name: "Add output artifact" }));
  change(screen.getByLabelText(/^Files of /), "dist/**/*");
  expect(action.name).toBe(NAME);
}

function change(field: Element, value: string): void {
  fireEvent.change(field, { target: { value } });
}

function findFilled({ stages }: PipelineDeclaration): ActionDeclaration {
  const action = stages.flatMap(({ actions }) => actions).find(({ name }) => name === NAME);
  if (!action) throw new Error("The action is gone.");
  return action;
}

/** @returns the action as the engine gives it back */
async function publish(declaration: PipelineDeclaration, type: ActionType): Promise<ActionDeclaration | undefined> {
  const { engine, clientConfig } = await startTestEngine();
  try {
    const client = new CodePipelineClient(clientConfig);
    if (type.id.owner === "Custom") await client.send(new CreateCustomActionTypeCommand(customType(type)));
    // Member for member the SDK's structure; our schema leaves closed sets open.
    const { pipeline } = await client.send(new CreatePipelineCommand({ pipeline: declaration as Sdk }));
    const actions = pipeline?.stages?.flatMap((stage) => stage.actions ?? []) ?? [];
    return actions.find(({ name }) => name === NAME) as ActionDeclaration | undefined; // as above
  } finally {
    await engine.stop();
  }
}

/** A custom type exists only once somebody has made it. */
function customType({ id, inputs, outputs, configuration }: ActionType): CreateCustomActionTypeCommandInput {
  const { category, provider, version } = id;
  const key = (name: string) => ({ name, required: false, key: false, secret: false });
  return {
    category,
    provider,
    version,
    inputArtifactDetails: { minimumCount: inputs.min, maximumCount: inputs.max },
    outputArtifactDetails: { minimumCount: outputs.min, maximumCount: outputs.max },
    configurationProperties: [...configuration.map(({ name }) => key(name)), key("Setting")],
  };
}

/** Secrets come back masked. */
function asReturned(action: ActionDeclaration, type: ActionType): ActionDeclaration {
  const secrets = new Set(type.configuration.filter(({ secret }) => secret).map(({ name }) => name));
  const entries = Object.entries(action.configuration ?? {});
  const configuration = Object.fromEntries(entries.map(([name, value]) => [name, secrets.has(name) ? "****" : value]));
  return { ...action, ...(action.configuration && { configuration }) };
}

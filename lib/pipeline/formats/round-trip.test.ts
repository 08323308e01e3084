import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryDefinition } from "../testing/arbitrary-definition";
import { pipeline, sourceAction, stage } from "../testing/build-pipeline";
import { exportAs, type ExportFormat } from "./convert";
import { importPipelines } from "./import-pipelines";

/** The formats that can be read again. */
const READABLE = [
  "cli-json",
  "cloudformation",
  "cloudformation-json",
  "terraform",
  "terraform-json",
  "resources",
] as const satisfies readonly ExportFormat[];

function imported(text: string) {
  const result = importPipelines(text);
  return result.ok ? result.pipelines : result.issues;
}

describe.each(READABLE)("%s", (format) => {
  it("comes back the same, whatever the texts in it", () => {
    fc.assert(
      fc.property(arbitraryDefinition, ({ declaration, tags }) => {
        const { text } = exportAs(format, [{ declaration, tags }]);
        const [again, ...others] = imported(text);
        expect(others).toEqual([]);
        expect(again).toMatchObject({ declaration, tags: expect.arrayContaining([...tags]) });
        expect(again && "declaration" in again && again.declaration).toEqual(declaration);
      }),
      { numRuns: 25 },
    );
  });

  it("keeps several pipelines apart, also those whose names differ in signs only", () => {
    const pipelines = ["shop-api", "shop.api", "9"].map((name) => ({ declaration: pipeline(undefined, { name }) }));
    expect(imported(exportAs(format, pipelines).text)).toMatchObject(pipelines);
  });

  it("keeps members that it has no place for, and empty lists", () => {
    const blocked = { ...stage("Empty"), blockers: [{ name: "b", type: "Schedule" }] };
    const declaration = {
      ...pipeline([stage("Source", sourceAction()), blocked]),
      version: 7,
      variables: [],
      triggers: [],
      futureMember: { depth: [1, null, { on: true }] },
    };
    const [again] = imported(exportAs(format, [{ declaration }]).text);
    expect(again).toMatchObject({ declaration });
  });
});

it("tells what a format has no place for", () => {
  const declaration = pipeline([stage("Source", sourceAction("S", { commands: ["ls"] }))], { version: 2 });
  expect(exportAs("cloudformation", [{ declaration }]).notes).toEqual([
    "CloudFormation has no place for version. The resource's Metadata keeps it for Penstock.",
  ]);
  expect(exportAs("terraform", [{ declaration }]).notes).toEqual([
    "Terraform has no argument for stages / 0 / actions / 0 / commands, version. A comment keeps it for Penstock.",
  ]);
  expect(exportAs("svg", [{ declaration }, { declaration }]).notes.join(" ")).toMatch(
    /cannot be imported.*shop were left out/,
  );
});

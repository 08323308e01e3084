import fc from "fast-check";
import { expect, it } from "vitest";
import { arbitraryPipeline } from "../testing/arbitrary-pipeline";
import { approvalAction, buildAction, pipeline, stage } from "../testing/build-pipeline";
import { check, commands, many, source, withAction } from "../testing/findings";
import { hasErrors, validatePipeline } from "./validate-pipeline";

it.each([
  ["a reference to a stored secret", [{ name: "TOKEN", value: "app/token", type: "SECRETS_MANAGER" }]],
  ["a variable", [{ name: "TOKEN", value: "#{variables.TOKEN}" }]],
  ["an ARN", [{ name: "SECRET", value: "arn:aws:secretsmanager:eu-west-1:1:secret:s" }]],
  ["a name that only contains the word", [{ name: "TOKENIZER", value: "fast" }]],
  ["a switch", [{ name: "USE_TOKEN", value: "true" }]],
])("takes %s for no plaintext secret", (_what, environmentVariables) => {
  const declaration = withAction(commands({ environmentVariables }), { variables: [{ name: "TOKEN" }] });
  expect(validatePipeline(declaration)).toEqual([]);
});

it("finds nothing wrong with any valid pipeline", () => {
  fc.assert(
    fc.property(arbitraryPipeline, (declaration) => {
      expect(validatePipeline(declaration).filter(({ severity }) => severity === "error")).toEqual([]);
    }),
  );
});

it("lets a rule after the stage use what the stage made", () => {
  const rules = [{ ...check("CodeBuild", { ProjectName: "verify" }), inputArtifacts: [{ name: "Report" }] }];
  const declaration = pipeline([
    source,
    {
      ...stage("Build", buildAction("B", { outputArtifacts: [{ name: "Report" }] })),
      onSuccess: { conditions: [{ result: "FAIL", rules }] },
    },
  ]);
  expect(validatePipeline(declaration)).toEqual([]);
});

it("reports shape before sense", () => {
  const issues = validatePipeline(pipeline([stage("Two words", approvalAction())]));
  expect(issues.map(({ code }) => code).slice(0, 2)).toEqual(["stage-name-characters", "stage-count-low"]);
});

it("checks 500 actions within a tenth of a second of processor time", () => {
  const large = pipeline([source, ...Array.from({ length: 49 }, (_, index) => stage(`S${index}`, ...many(10)))]);
  const durations = Array.from({ length: 10 }, () => {
    const before = process.cpuUsage();
    expect(hasErrors(validatePipeline(large))).toBe(false);
    return process.cpuUsage(before).user / 1000;
  });
  expect(Math.min(...durations)).toBeLessThan(100);
});

import { approvalAction, buildAction, declarePipeline, declareStage } from "@/lib/engine/testing/declare-pipeline";
import type { ExecutionMode, PipelineDeclaration, RuleDeclaration } from "@/lib/pipeline/declaration";

export const LOG_GROUP = "/crash";

/** One of each mode, and one that is deleted and made again. */
export const PIPELINES = {
  superseded: "SUPERSEDED",
  queued: "QUEUED",
  parallel: "PARALLEL",
  temporary: "SUPERSEDED",
} as const satisfies Readonly<Record<string, ExecutionMode>>;

const smoke: RuleDeclaration = {
  name: "Smoke",
  ruleTypeId: { category: "Rule", owner: "AWS", provider: "Commands", version: "1" },
  commands: ["true"],
};

export function declareCrashPipeline(name: string): PipelineDeclaration {
  const executionMode = Object.entries(PIPELINES).find(([known]) => known === name)?.[1];
  const build = declareStage(
    "Build",
    [
      buildAction("Unit"),
      buildAction("Lint"),
      buildAction("Types"),
      buildAction("Package", { runOrder: 2, outputArtifacts: [{ name: "App" }], namespace: "package" }),
    ],
    { onFailure: { result: "RETRY", retryConfiguration: { retryMode: "FAILED_ACTIONS" } } },
  );
  const gate = declareStage("Gate", [approvalAction("Review")], {
    beforeEntry: { conditions: [{ result: "FAIL", rules: [smoke] }] },
  });
  const deploy = declareStage("Deploy", [buildAction("Install", { inputArtifacts: [{ name: "App" }] })]);
  return declarePipeline([build, gate, deploy], { name, executionMode });
}

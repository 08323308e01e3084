import { expect, it } from "vitest";
import { approvalAction, buildAction, declarePipeline, declareStage, sourceAction } from "../testing/declare-pipeline";
import { Play } from "../testing/play";

it.each(["constructor", "toString", "hasOwnProperty", "__proto__"])(
  "takes %s for a name like any other, of stages, actions, artifacts and namespaces",
  (name) => {
    const source = sourceAction(name, { namespace: name, outputArtifacts: [{ name }] });
    const compile = buildAction(name, {
      inputArtifacts: [{ name }],
      configuration: { ProjectName: `#{${name}.${name}}` },
    });
    const declaration = declarePipeline([], {
      name,
      stages: [
        declareStage("Source", [source]),
        declareStage(name, [compile, approvalAction("Review", { runOrder: 2 })], {
          beforeEntry: {
            conditions: [
              {
                result: "FAIL",
                rules: [
                  {
                    name,
                    ruleTypeId: { category: "Rule", owner: "AWS", provider: "VariableCheck", version: "1" },
                    configuration: { Variable: "a", Operator: "EQ", Value: "a" },
                  },
                ],
              },
            ],
          },
        }),
      ],
    });
    const play = new Play(declaration).start("one");
    play.succeed("one", `Source.${name}`, {
      outputVariables: { [name]: "value" },
      revision: { revisionId: "abc" },
    });
    expect(play.jobs.at(-1)).toMatchObject({ actionName: name, configuration: { ProjectName: "value" } });
    expect(play.jobs.at(-1)?.inputArtifacts).toHaveLength(1);
    expect(play.stage("one", name).status).toBe("InProgress");
    play.succeed("one", `${name}.${name}`);
    expect(play.running()).toEqual([`one ${name}.Review`]);
  },
);

it("fails an action that asks a namespace for what every object inherits", () => {
  const stages = [
    declareStage("Source", [sourceAction("Checkout", { namespace: "source" })]),
    declareStage("Build", [buildAction("Compile", { configuration: { ProjectName: "#{source.constructor}" } })]),
  ];
  const play = new Play(declarePipeline([], { stages })).start("one").succeed("one", "Source.Checkout");
  expect(play.action("one", "Build.Compile")).toMatchObject({ status: "Failed" });
});

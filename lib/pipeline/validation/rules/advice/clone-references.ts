import { artifactWires } from "../../../artifacts";
import { warning } from "../../issue";
import { actionPath, type Rule } from "../../rule";

/**
 * CODEBUILD_CLONE_REF hands on a reference that only CodeBuild can follow.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
 */
export const cloneReferences: Rule = (pipeline) =>
  artifactWires(pipeline)
    .filter(({ from }) => from.action.configuration?.OutputArtifactFormat === "CODEBUILD_CLONE_REF")
    .flatMap(({ name, from, to }) =>
      to
        .filter(({ action }) => action.actionTypeId.provider !== "CodeBuild")
        .map((consumer) => {
          const index = (consumer.action.inputArtifacts ?? []).findIndex((artifact) => artifact.name === name);
          const message = `${from.action.name} hands on a Git reference, which only CodeBuild can read. Set its OutputArtifactFormat to CODE_ZIP for ${consumer.action.name}.`;
          return warning("artifact-clone-reference", [...actionPath(consumer), "inputArtifacts", index], message);
        }),
    );

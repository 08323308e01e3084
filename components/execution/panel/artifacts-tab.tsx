"use client";
import { useQueryState } from "nuqs";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/select";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { ArtifactView } from "../artifacts/artifact-view";

interface ArtifactsTabProps {
  readonly address: ExecutionAddress;
  readonly attempt: ActionAttempt;
}

/** The artifacts an attempt took and gave, one at a time. */
export function ArtifactsTab({ address, attempt }: ArtifactsTabProps) {
  const [chosenName, setName] = useQueryState("artifact");
  const artifacts = [
    ...attempt.outputArtifacts.map((artifact) => ({ ...artifact, direction: "Output" })),
    ...attempt.inputArtifacts.map((artifact) => ({ ...artifact, direction: "Input" })),
  ];
  const chosen = artifacts.find(({ name }) => name === chosenName) ?? artifacts[0];
  if (!chosen) {
    return <EmptyState title="No artifacts">This action neither took nor made an artifact.</EmptyState>;
  }
  const choice = (
    <Select
      aria-label="Artifact"
      value={chosen.name}
      onChange={(event) => void setName(event.target.value)}
      className="w-44 max-sm:w-auto max-sm:flex-[1_1_40%]"
    >
      {artifacts.map(({ name, direction }) => (
        <option key={`${direction}/${name}`} value={name}>
          {direction}: {name}
        </option>
      ))}
    </Select>
  );
  if (chosen.bucket && chosen.key) {
    return (
      <ArtifactView
        key={chosen.name}
        address={{ ...address, actionExecutionId: attempt.actionExecutionId, artifactName: chosen.name }}
        choice={choice}
        isCloneReference={chosen.direction === "Output" && isCloneReference(attempt)}
      />
    );
  }
  return (
    <>
      <div className="px-3 py-1.5">{choice}</div>
      <EmptyState title="Not stored yet">
        {attempt.status === "InProgress"
          ? "Its files appear here when the action has given it."
          : "The action ended without giving this artifact."}
      </EmptyState>
    </>
  );
}

/** The artifact then only tells CodeBuild what to clone. */
function isCloneReference({ resolvedConfiguration, configuration }: ActionAttempt): boolean {
  return (
    (resolvedConfiguration["OutputArtifactFormat"] ?? configuration["OutputArtifactFormat"]) === "CODEBUILD_CLONE_REF"
  );
}

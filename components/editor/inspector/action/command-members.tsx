"use client";
import type { DraftAction } from "@/lib/pipeline/draft";
import { LinesField } from "../lines-field";

interface CommandMembersProps {
  readonly action: DraftAction;
  readonly onChange: (change: Partial<DraftAction>) => void;
}

/** What only a Commands action has: the commands, and what it hands on. */
export function CommandMembers({ action, onChange }: CommandMembersProps) {
  const { key, commands = [], outputVariables = [], outputArtifacts = [] } = action;
  return (
    <>
      <LinesField
        nodeKey={key}
        path="commands"
        label="Commands"
        required
        placeholder={"npm ci\nnpm test"}
        help="One command to a line; each runs on its own line of a shell."
        scope={{ kind: "action", actionKey: key }}
        lines={commands}
        onChange={(lines) => onChange({ commands: lines.length > 0 ? [...lines] : undefined })}
      />
      <LinesField
        nodeKey={key}
        path="outputVariables"
        label="Output variables"
        placeholder="BUILD_ID"
        help="Names of environment variables that later actions may read, one to a line."
        lines={outputVariables}
        onChange={(names) => onChange({ outputVariables: names.length > 0 ? [...names] : undefined })}
      />
      {outputArtifacts.map((output, index) => (
        <LinesField
          // An output is known by its place: its name is edited beside this.
          key={index}
          nodeKey={key}
          path={`outputArtifacts.${index}.files`}
          label={`Files of ${output.name || "the output artifact"}`}
          placeholder="dist/**/*"
          help="Paths that go into the artifact, one to a line, ten at most."
          lines={output.files ?? []}
          onChange={(files) =>
            onChange({
              outputArtifacts: outputArtifacts.map((other, at) =>
                at === index ? { ...other, files: files.length > 0 ? [...files] : undefined } : other,
              ),
            })
          }
        />
      ))}
    </>
  );
}

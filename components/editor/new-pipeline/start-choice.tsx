"use client";
import { useId } from "react";
import { cn } from "@/components/ui/cn";
import { DefinitionSource } from "../import/definition-source";
import type { ImportedPipeline } from "@/lib/pipeline/formats/import-pipelines";
import { PIPELINE_TEMPLATES } from "@/lib/pipeline/templates/templates";

/** What a new pipeline starts from. `imported` is null until a definition was read. */
export type Start =
  | { readonly kind: "template"; readonly id: string }
  | { readonly kind: "blank" }
  | { readonly kind: "import"; readonly imported: ImportedPipeline | null };

interface StartChoiceProps {
  readonly start: Start;
  readonly onChange: (start: Start) => void;
}

export function StartChoice({ start, onChange }: StartChoiceProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-small font-medium">Start from</legend>
      {PIPELINE_TEMPLATES.map(({ id, name, description }) => (
        <Choice
          key={id}
          isChosen={start.kind === "template" && start.id === id}
          onChoose={() => onChange({ kind: "template", id })}
          name={name}
          description={description}
        />
      ))}
      <Choice
        isChosen={start.kind === "blank"}
        onChoose={() => onChange({ kind: "blank" })}
        name="An empty canvas"
        description="No stages yet: draw them in the editor."
      />
      <Choice
        isChosen={start.kind === "import"}
        onChoose={() => onChange({ kind: "import", imported: null })}
        name="A definition you have"
        description="Import from the AWS CLI, CloudFormation, the CDK, Terraform or another connection."
      />
      {start.kind === "import" && <DefinitionSource onRead={(read) => onChange({ kind: "import", imported: read })} />}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly name: string;
  readonly description: string;
}

function Choice({ isChosen, onChoose, name, description }: ChoiceProps) {
  const id = useId();
  return (
    <div
      className={cn(
        "relative flex items-start gap-2.5 rounded-md border px-3 py-2",
        isChosen ? "border-accent bg-accent-soft" : "border-line hover:bg-hover",
      )}
    >
      <input
        id={id}
        type="radio"
        name="start"
        checked={isChosen}
        onChange={onChoose}
        aria-describedby={`${id}-help`}
        className="relative z-10 mt-0.5 size-4 shrink-0 accent-(--accent)"
      />
      <div>
        <label htmlFor={id} className="font-medium after:absolute after:inset-0 after:cursor-pointer">
          {name}
        </label>
        <p id={`${id}-help`} className="text-small text-muted">
          {description}
        </p>
      </div>
    </div>
  );
}

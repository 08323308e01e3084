"use client";

import { Plus, Trash2 } from "lucide-react";
import type { DeploymentGroup } from "@/lib/contracts/local-resource";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

type Targets = DeploymentGroup["targets"];

interface TargetsFieldProps {
  readonly legend: string;
  /** One of the targets in words, for the labels: "target", "replacement target". */
  readonly noun: string;
  readonly help?: string;
  readonly targets: Targets;
  readonly newName: string;
  /** Where the targets are in the resource, for their issues. */
  readonly path: string;
  readonly issues: Readonly<Record<string, string>>;
  readonly onChange: (targets: Targets) => void;
}

/** Directories that play instances: each has a name and an absolute path. */
export function TargetsField({ legend, noun, help, targets, newName, path, issues, onChange }: TargetsFieldProps) {
  const change = (index: number, part: Partial<Targets[number]>): void =>
    onChange(targets.map((target, at) => (at === index ? { ...target, ...part } : target)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-small font-medium">{legend}</legend>
      {targets.map((target, index) => (
        // A target has no identity but its place.
        <div key={index} className="flex items-start gap-2 max-sm:flex-wrap">
          <Field
            label={`Name of ${noun} ${index + 1}`}
            hideLabel
            error={issues[`${path}.${index}.name`]}
            className="w-36 shrink-0 max-sm:w-full"
          >
            <Input
              placeholder="Name"
              value={target.name}
              onChange={({ target: { value } }) => change(index, { name: value })}
            />
          </Field>
          <Field
            label={`Directory of ${noun} ${index + 1}`}
            hideLabel
            error={issues[`${path}.${index}.rootDirectory`]}
            className="grow"
          >
            <Input
              mono
              placeholder="/srv/instances/one"
              value={target.rootDirectory}
              onChange={({ target: { value } }) => change(index, { rootDirectory: value })}
            />
          </Field>
          <IconButton
            label={`Remove ${noun} ${index + 1}`}
            disabled={targets.length === 1}
            onClick={() => onChange(targets.filter((_, at) => at !== index))}
          >
            <Trash2 aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {issues[path] && <p className="text-label text-fail">{issues[path]}</p>}
      {help && <p className="text-label text-faint">{help}</p>}
      <Button
        className="self-start"
        onClick={() => onChange([...targets, { name: `${newName}-${targets.length + 1}`, rootDirectory: "" }])}
      >
        <Plus aria-hidden="true" />
        Add {noun}
      </Button>
    </fieldset>
  );
}

"use client";

import { useState } from "react";
import type { LocalResource } from "@/lib/contracts/local-resource";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { typedNumber, type FieldsProps } from "./field-props";
import { PairsField } from "./pairs-field";

type Simulation = Extract<LocalResource, { type: "simulation" }>;

/** How simulated actions of a provider end. */
export function SimulationFields({ resource, issues, onChange }: FieldsProps<Simulation>) {
  // Rows keep their order and may hold the same key while it is being typed; the resource holds what they come to.
  const [outputs, setOutputs] = useState(
    Object.entries(resource.outputs ?? {}).map(([key, value]) => ({ key, value })),
  );
  return (
    <>
      <div className="flex items-start gap-2">
        <Field label="Outcome" className="grow">
          <Select
            value={resource.outcome}
            onChange={({ target: { value } }) =>
              onChange({ ...resource, outcome: value === "Failed" ? "Failed" : "Succeeded" })
            }
          >
            <option value="Succeeded">Succeeds</option>
            <option value="Failed">Fails</option>
          </Select>
        </Field>
        <Field label="After seconds" error={issues["durationSeconds"]} className="w-32 shrink-0">
          <Input
            inputMode="numeric"
            placeholder="0"
            value={resource.durationSeconds ?? ""}
            onChange={({ target: { value } }) => {
              const { durationSeconds: _before, ...rest } = resource;
              const seconds = typedNumber(value);
              onChange(seconds === undefined ? rest : { ...rest, durationSeconds: seconds });
            }}
          />
        </Field>
      </div>
      <Field
        label="Message"
        help={resource.outcome === "Failed" ? "Why it failed." : "Its summary."}
        error={issues["message"]}
      >
        <Input
          value={resource.message ?? ""}
          onChange={({ target: { value } }) => {
            const { message: _before, ...rest } = resource;
            onChange(value === "" ? rest : { ...rest, message: value });
          }}
        />
      </Field>
      {resource.outcome === "Succeeded" && (
        <PairsField
          legend="Outputs"
          noun="output"
          help="Output variables of the action, and the outputs of a stack."
          pairs={outputs}
          onChange={(pairs) => {
            setOutputs(pairs);
            onChange({ ...resource, outputs: Object.fromEntries(pairs.map(({ key, value }) => [key, value])) });
          }}
          issue={Object.entries(issues).find(([path]) => path.startsWith("outputs"))?.[1]}
        />
      )}
    </>
  );
}

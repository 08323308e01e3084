"use client";

import type { LocalResource } from "@/lib/contracts/local-resource";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { FieldsProps } from "./field-props";

type Alarm = Extract<LocalResource, { type: "alarm" }>;

const STATES = {
  OK: "OK",
  ALARM: "In alarm",
  INSUFFICIENT_DATA: "Insufficient data",
} as const satisfies Record<Alarm["state"], string>;

/** The state that a CloudWatch alarm is in, for the rules that ask for it. */
export function AlarmFields({ resource, onChange }: FieldsProps<Alarm>) {
  const select = (value: string): void => {
    const state = (["OK", "ALARM", "INSUFFICIENT_DATA"] as const).find((known) => known === value);
    if (state) onChange({ ...resource, state });
  };
  return (
    <Field label="State">
      <Select value={resource.state} onChange={({ target }) => select(target.value)}>
        {Object.entries(STATES).map(([state, words]) => (
          <option key={state} value={state}>
            {words}
          </option>
        ))}
      </Select>
    </Field>
  );
}

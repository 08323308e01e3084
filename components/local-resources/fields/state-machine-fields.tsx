"use client";

import type { LocalResource } from "@/lib/contracts/local-resource";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { FieldsProps } from "./field-props";

type StateMachine = Extract<LocalResource, { type: "state-machine" }>;

/** The definition of a state machine, as Step Functions takes it. */
export function StateMachineFields({ resource, issues, onChange }: FieldsProps<StateMachine>) {
  return (
    <Field
      label="Definition"
      help="Amazon States Language, as JSON. Pass, Task, Choice, Wait, Succeed, Fail, Parallel and Map run here; a task calls a Lambda function that is bound."
      error={issues["definition"]}
      required
    >
      <Textarea
        mono
        rows={12}
        spellCheck={false}
        placeholder={'{\n  "StartAt": "Greet",\n  "States": { "Greet": { "Type": "Succeed" } }\n}'}
        value={resource.definition}
        onChange={({ target: { value } }) => onChange({ ...resource, definition: value })}
      />
    </Field>
  );
}

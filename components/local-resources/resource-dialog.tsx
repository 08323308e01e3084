"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { LOCAL_RESOURCE_TYPES, localResource, type LocalResource } from "@/lib/contracts/local-resource";
import { localResourcesQuery, putLocalResource } from "@/lib/queries/local-resources";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { KindFields } from "./fields/kind-fields";
import { newResource, resourceNoun, RESOURCE_KINDS } from "./resource-kinds";

interface ResourceDialogProps {
  /** What the form starts with: an existing binding, or an empty one. */
  readonly initial: LocalResource;
  /** An existing binding keeps its kind and its name. */
  readonly isNew: boolean;
  readonly onClose: () => void;
}

/** Binds a name of a definition to something on this machine. What was typed stays until it is saved or closed. */
export function ResourceDialog({ initial, isNew, onClose }: ResourceDialogProps) {
  const formId = useId();
  const queryClient = useQueryClient();
  const [resource, setResource] = useState(initial);
  /** From the first press of the button on each problem goes as it is mended. */
  const [isChecked, setChecked] = useState(false);
  const parsed = localResource.safeParse(resource);
  const issues: Readonly<Record<string, string>> = Object.fromEntries(
    isChecked && !parsed.success ? parsed.error.issues.map(({ path, message }) => [path.join("."), message]) : [],
  );
  const kind = RESOURCE_KINDS[resource.type];
  const save = useMutation({
    mutationFn: putLocalResource,
    onSuccess: async (_done, { name }) => {
      await queryClient.invalidateQueries({ queryKey: localResourcesQuery().queryKey });
      toast.done(`${name} is bound`);
      onClose();
    },
  });
  const submit = (): void => {
    setChecked(true);
    if (parsed.success) save.mutate(parsed.data);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="md"
      title={isNew ? "Bind a name" : `Change ${initial.name}`}
      description={kind.explanation}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} pending={save.isPending}>
            Bind {resourceNoun(resource.type)}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {isNew && (
          <Field label="Kind">
            <Select
              value={resource.type}
              onChange={({ target: { value } }) => {
                const type = LOCAL_RESOURCE_TYPES.find((known) => known === value);
                if (!type) return;
                setChecked(false);
                setResource(newResource({ type, name: resource.name }));
              }}
            >
              {LOCAL_RESOURCE_TYPES.map((type) => (
                <option key={type} value={type}>
                  {RESOURCE_KINDS[type].label}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field label={kind.nameLabel} help={kind.nameHelp} error={issues["name"]} required>
          <Input
            mono
            value={resource.name}
            readOnly={!isNew}
            onChange={({ target }) => setResource({ ...resource, name: target.value })}
          />
        </Field>
        <KindFields resource={resource} issues={issues} onChange={setResource} />
        {save.error && <ErrorNotice error={save.error} />}
      </form>
    </Dialog>
  );
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { LOCAL_RESOURCE_TYPES, localResource, type LocalResource } from "@/lib/contracts/local-resource";
import { localResourcesQuery, putLocalResource } from "@/lib/queries/local-resources";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { toast } from "@/components/ui/toast";
import { newResource, RESOURCE_KINDS } from "./resource-kinds";

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
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
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
    const parsed = localResource.safeParse(resource);
    setIssues(
      parsed.success
        ? {}
        : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join("."), message])),
    );
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
            Bind {kind.label.toLowerCase()}
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
          <Segmented
            label="Kind"
            value={resource.type}
            options={LOCAL_RESOURCE_TYPES.map((type) => ({ value: type, label: RESOURCE_KINDS[type].label }))}
            onValueChange={(type) => setResource(newResource({ type, name: resource.name }))}
            className="self-start"
          />
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

interface KindFieldsProps {
  readonly resource: LocalResource;
  /** By path in the resource, joined with dots. */
  readonly issues: Readonly<Record<string, string>>;
  readonly onChange: (resource: LocalResource) => void;
}

function KindFields({ resource, issues, onChange }: KindFieldsProps) {
  switch (resource.type) {
    case "repository":
      return (
        <Field label="Git repository" help="A path on this machine or any Git URL." error={issues["url"]} required>
          <Input mono value={resource.url} onChange={({ target }) => onChange({ ...resource, url: target.value })} />
        </Field>
      );
    case "build-project":
      return (
        <Field label="Buildspec" help="A path in the source. Empty: buildspec.yml." error={issues["buildspec"]}>
          <Input
            mono
            value={resource.buildspec ?? ""}
            onChange={({ target: { value } }) => {
              const { buildspec: _before, ...rest } = resource;
              onChange(value ? { ...rest, buildspec: value } : rest);
            }}
          />
        </Field>
      );
    case "deployment-group":
      return <TargetFields resource={resource} issues={issues} onChange={onChange} />;
  }
}

type DeploymentGroup = Extract<LocalResource, { type: "deployment-group" }>;

function TargetFields({ resource, issues, onChange }: KindFieldsProps & { readonly resource: DeploymentGroup }) {
  const setTargets = (targets: DeploymentGroup["targets"]): void => onChange({ ...resource, targets });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-small font-medium">Target directories</legend>
      {resource.targets.map((target, index) => (
        // A target has no identity but its place.
        <div key={index} className="flex items-start gap-2">
          <Field
            label={`Name of target ${index + 1}`}
            hideLabel
            error={issues[`targets.${index}.name`]}
            className="w-36 shrink-0"
          >
            <Input
              placeholder="Name"
              value={target.name}
              onChange={({ target: { value } }) =>
                setTargets(resource.targets.map((other, at) => (at === index ? { ...other, name: value } : other)))
              }
            />
          </Field>
          <Field
            label={`Directory of target ${index + 1}`}
            hideLabel
            error={issues[`targets.${index}.rootDirectory`]}
            className="grow"
          >
            <Input
              mono
              placeholder="/srv/instances/one"
              value={target.rootDirectory}
              onChange={({ target: { value } }) =>
                setTargets(
                  resource.targets.map((other, at) => (at === index ? { ...other, rootDirectory: value } : other)),
                )
              }
            />
          </Field>
          <IconButton
            label={`Remove target ${index + 1}`}
            disabled={resource.targets.length === 1}
            onClick={() => setTargets(resource.targets.filter((_, at) => at !== index))}
          >
            <Trash2 aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <p className="text-label text-faint">
        An absolute path; a destination /srv/app of the appspec lands below it. Scripts find it in PENSTOCK_TARGET_ROOT.
      </p>
      <Button
        className="self-start"
        onClick={() =>
          setTargets([...resource.targets, { name: `target-${resource.targets.length + 1}`, rootDirectory: "" }])
        }
      >
        <Plus aria-hidden="true" />
        Add target
      </Button>
    </fieldset>
  );
}

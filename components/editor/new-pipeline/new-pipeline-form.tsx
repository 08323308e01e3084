"use client";
import Link from "next/link";
import { useState, useTransition, type FormEvent } from "react";
import { Button, LinkButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import type { Connection } from "@/lib/contracts/connection";
import type { FormResult } from "@/lib/contracts/form-result";
import { pipelineName, type NewPipeline } from "@/lib/contracts/new-pipeline";
import { declarationFromDraft } from "@/lib/pipeline/draft";
import { newDraft } from "@/lib/pipeline/edits/new-draft";
import { MAX_NAME_LENGTH } from "@/lib/pipeline/limits";
import { findTemplate, PIPELINE_TEMPLATES } from "@/lib/pipeline/templates/templates";
import { StartChoice, type Start } from "./start-choice";
import { TemplatePreview } from "./template-preview";

interface NewPipelineFormProps {
  readonly connections: readonly Connection[];
  readonly canEdit: boolean;
  readonly createPipeline: (form: NewPipeline) => Promise<FormResult>;
}

/** The local engine runs as the person who started it; it only asks that the role and the bucket look right. */
const LOCAL_ROLE = "arn:aws:iam::000000000000:role/penstock";
const LOCAL_BUCKET = "penstock-artifacts";

/** A name, where it will run, and what it starts from. The rest is for the editor. */
export function NewPipelineForm({ connections, canEdit, createPipeline }: NewPipelineFormProps) {
  const [name, setName] = useState("");
  const [slug, setSlug] = useState(connections[0]?.slug ?? "");
  const [roleArn, setRoleArn] = useState("");
  const [bucket, setBucket] = useState("");
  const [start, setStart] = useState<Start>({ kind: "template", id: PIPELINE_TEMPLATES[0]?.id ?? "" });
  const [error, setError] = useState<string | null>(null);
  const [wasSent, setWasSent] = useState(false);
  const [wantsStarter, setWantsStarter] = useState(true);
  const [isPending, startTransition] = useTransition();

  const isLocal = connections.find((connection) => connection.slug === slug)?.credentialSource === "local-engine";
  const checked = pipelineName.safeParse(name);
  // Too long is told at once; what is merely unfinished waits until the form is sent.
  const isTold = wasSent || name.length > MAX_NAME_LENGTH;
  const nameError = checked.success || !isTold ? undefined : checked.error.issues[0]?.message;

  const imported = start.kind === "import" ? start.imported : null;
  const template = start.kind === "template" ? findTemplate(start.id) : null;

  if (!canEdit) {
    return <Note>Your role only looks. Ask an admin of this workspace for the role editor to create pipelines.</Note>;
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setWasSent(true);
    setError(null);
    if (!checked.success) return;
    if (start.kind === "import" && imported === null) return setError("Choose a definition to import first.");
    const basics = {
      name: checked.data,
      roleArn: roleArn.trim() || LOCAL_ROLE,
      artifactBucket: bucket.trim() || LOCAL_BUCKET,
    };
    const declaration = imported
      ? { ...imported.declaration, name: checked.data }
      : (template?.build(basics) ?? declarationFromDraft(newDraft(basics)));
    startTransition(async () => {
      const starterOf = isLocal && wantsStarter ? template?.id : undefined;
      const result = await createPipeline({
        connection: slug,
        declaration,
        ...(imported && { metadata: imported.metadata }),
        ...(starterOf && { starterOf }),
      });
      if (!result.ok) setError(result.message);
    });
  }

  return (
    <form onSubmit={submit} noValidate className="mx-auto flex w-full max-w-[980px] flex-col gap-4">
      <Panel title="New pipeline">
        <div className="flex flex-col gap-4 p-4">
          <div className="grid gap-3 sm:grid-cols-2">
            <Field
              label="Pipeline name"
              required
              error={nameError}
              help="It cannot change later."
              aside={name.length > MAX_NAME_LENGTH - 20 ? `${name.length} of ${MAX_NAME_LENGTH}` : undefined}
            >
              <Input value={name} placeholder="shop-api" onChange={({ target }) => setName(target.value)} />
            </Field>
            <Field
              label="Connection"
              required
              help={
                <>
                  Where it will run. Add others under{" "}
                  <Link href="/accounts" className="link">
                    Connections
                  </Link>
                  .
                </>
              }
            >
              <Select value={slug} onChange={({ target }) => setSlug(target.value)}>
                {connections.map((connection) => (
                  <option key={connection.slug} value={connection.slug}>
                    {connection.name} · {connection.region}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
          <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
            <StartChoice
              start={start}
              onChange={(next) => {
                setStart(next);
                setError(null);
                if (next.kind === "import" && next.imported && name === "") setName(next.imported.declaration.name);
              }}
            />
            {template && (
              <div className="flex min-w-0 flex-col gap-4 self-start rounded-md border border-line bg-ground p-3.5 lg:sticky lg:top-4">
                <TemplatePreview template={template} pipelineName={name} />
                {isLocal && (
                  <div className="border-t border-line pt-3">
                    <Checkbox
                      checked={wantsStarter}
                      onCheckedChange={setWantsStarter}
                      label="Make a sample repository for it on this machine"
                      help="With its build files, and folders that play its instances, so that it runs as soon as it is published. You find and change them under Local resources."
                    />
                  </div>
                )}
              </div>
            )}
          </div>
          {!isLocal && start.kind !== "import" && (
            <div className="grid gap-3 sm:grid-cols-2">
              <Field label="Service role ARN" help="The IAM role the pipeline acts with.">
                <Input
                  mono
                  value={roleArn}
                  placeholder="arn:aws:iam::123456789012:role/pipeline"
                  onChange={({ target }) => setRoleArn(target.value)}
                />
              </Field>
              <Field label="Artifact bucket" help="An S3 bucket in the connection's Region.">
                <Input
                  mono
                  value={bucket}
                  placeholder="my-artifact-bucket"
                  onChange={({ target }) => setBucket(target.value)}
                />
              </Field>
            </div>
          )}
          {error !== null && <ErrorNotice error={{ message: error }} />}
        </div>
        <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">
          <LinkButton href="/pipelines">Cancel</LinkButton>
          <Button variant="primary" type="submit" pending={isPending}>
            Create draft
          </Button>
        </footer>
      </Panel>
    </form>
  );
}

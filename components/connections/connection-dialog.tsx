"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { toast } from "@/components/ui/toast";
import { connectionAccess, connectionInput } from "@/lib/contracts/connection";
import { addConnection, changeConnection, testConnection } from "@/lib/queries/connections";
import { type ConnectionDraft, issuesOf, REGIONS, slugOf } from "./connection-form";
import { ConnectionTestResult } from "./connection-test-result";

/** A test needs no address. */
const CHECKS = { test: connectionAccess, save: connectionInput } as const;

interface ConnectionDialogProps {
  readonly initial: ConnectionDraft;
  /** The address it has now; null for a new one. */
  readonly slug: string | null;
  readonly onClose: () => void;
}

/** How to reach one account and Region, tested by reaching it. What was typed stays until it is saved or closed. */
export function ConnectionDialog({ initial, slug, onClose }: ConnectionDialogProps) {
  const formId = useId();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(initial);
  /** What the last press of a button asked for; from then on each problem goes as it is mended. */
  const [asked, setAsked] = useState<"test" | "save" | null>(null);
  const issues = asked === null ? {} : issuesOf(CHECKS[asked].safeParse(draft).error);
  const test = useMutation({ mutationFn: testConnection });
  const save = useMutation({
    mutationFn: (input: ConnectionDraft) => (slug === null ? addConnection(input) : changeConnection(slug, input)),
    onSuccess: async ({ name }) => {
      await queryClient.invalidateQueries({ queryKey: ["connections"] });
      toast.done(slug === null ? `${name} is connected` : `${name} is changed`, {
        detail: "Its pipelines and their history are being read.",
      });
      onClose();
    },
  });
  const set = (change: Partial<ConnectionDraft>): void => {
    setDraft((before) => ({ ...before, ...change }));
    test.reset();
    save.reset();
  };
  const runTest = (): void => {
    setAsked("test");
    if (CHECKS.test.safeParse(draft).success) test.mutate(draft);
  };
  const submit = (): void => {
    setAsked("save");
    if (CHECKS.save.safeParse(draft).success) save.mutate(draft);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="md"
      title={slug === null ? "Connect AWS" : `Change ${initial.name}`}
      description="One account and Region. Penstock stores how to reach it, never a long-lived secret."
      footer={
        <>
          <Button className="mr-auto" pending={test.isPending} onClick={runTest}>
            Test the connection
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} pending={save.isPending}>
            {slug === null ? "Add connection" : "Save connection"}
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
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Name" error={issues["name"]} required>
            <Input
              value={draft.name}
              placeholder="Production eu-west-1"
              onChange={({ target: { value } }) =>
                set({ name: value, ...(draft.slug === slugOf(draft.name) && { slug: slugOf(value) }) })
              }
            />
          </Field>
          <Field label="Address" help="How links name it." error={issues["slug"]} required>
            <Input mono value={draft.slug} onChange={({ target: { value } }) => set({ slug: value })} />
          </Field>
        </div>
        <Field label="Region" error={issues["region"]} required>
          <Input
            mono
            list={`${formId}-regions`}
            value={draft.region}
            onChange={({ target: { value } }) => set({ region: value })}
          />
        </Field>
        <datalist id={`${formId}-regions`}>
          {REGIONS.map((region) => (
            <option key={region} value={region}>
              {region}
            </option>
          ))}
        </datalist>
        <CredentialFields draft={draft} issues={issues} onChange={set} />
        <Field
          label="Endpoint URL"
          help="Only for a VPC endpoint, an emulator or another engine. Empty: AWS itself."
          error={issues["endpointUrl"]}
        >
          <Input
            mono
            type="url"
            value={draft.endpointUrl}
            onChange={({ target: { value } }) => set({ endpointUrl: value })}
          />
        </Field>
        {test.data && <ConnectionTestResult result={test.data} />}
        {test.error && <ErrorNotice error={test.error} />}
        {save.error && <ErrorNotice error={save.error} />}
      </form>
    </Dialog>
  );
}

interface CredentialFieldsProps {
  readonly draft: ConnectionDraft;
  readonly issues: Readonly<Record<string, string>>;
  readonly onChange: (change: Partial<ConnectionDraft>) => void;
}

function CredentialFields({ draft, issues, onChange }: CredentialFieldsProps) {
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1.5 text-small font-medium">Credentials</legend>
      <RadioGroup
        label="Credentials"
        value={draft.credentialSource}
        onValueChange={(credentialSource) => onChange({ credentialSource })}
        options={[
          {
            value: "default-chain",
            label: "Default credentials",
            help: "Whatever the AWS SDK finds where Penstock runs: environment, shared files, the instance's role.",
          },
          { value: "profile", label: "A named profile", help: "Of the AWS configuration on that machine." },
          { value: "assumed-role", label: "An assumed role", help: "Taken on with the default credentials." },
        ]}
      />
      {draft.credentialSource === "profile" && (
        <Field label="Profile" error={issues["profileName"]} required>
          <Input
            mono
            value={draft.profileName}
            onChange={({ target: { value } }) => onChange({ profileName: value })}
          />
        </Field>
      )}
      {draft.credentialSource === "assumed-role" && (
        <>
          <Field label="Role ARN" error={issues["roleArn"]} required>
            <Input mono value={draft.roleArn} onChange={({ target: { value } }) => onChange({ roleArn: value })} />
          </Field>
          <Field
            label="External id"
            help="What the role's trust policy asks for, if it does."
            error={issues["externalId"]}
          >
            <Input
              mono
              value={draft.externalId}
              onChange={({ target: { value } }) => onChange({ externalId: value })}
            />
          </Field>
        </>
      )}
    </fieldset>
  );
}

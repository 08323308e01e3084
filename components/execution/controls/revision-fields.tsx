"use client";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SourceRevision } from "@/lib/contracts/execution-summary";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { SourceRevisionType } from "@/lib/pipeline/source-revisions";
import type { StartProblem } from "@/lib/pipeline/start-problems";
import { revisionFields, revisionsOf, type StartForm } from "./start-form";
import { shortExecutionId } from "./use-execution-commands";

const LABELS = {
  COMMIT_ID: { word: "Commit id", placeholder: "latest of its branch" },
  IMAGE_DIGEST: { word: "Image digest", placeholder: "latest of its tag, or sha256:…" },
  S3_OBJECT_VERSION_ID: { word: "Object version", placeholder: "latest version" },
  S3_OBJECT_KEY: { word: "Object key", placeholder: "its configured key" },
} as const satisfies Record<SourceRevisionType, { word: string; placeholder: string }>;

interface RevisionFieldsProps {
  readonly declaration: PipelineDeclaration;
  readonly values: StartForm["revisions"];
  readonly onChange: (values: StartForm["revisions"]) => void;
  readonly problems: readonly StartProblem[];
  /** Whose revisions can be taken with one click. */
  readonly earlier?: { readonly pipelineExecutionId: string; readonly sourceRevisions: readonly SourceRevision[] };
}

/** A field for what can be overridden of each source. Pipelines of type V1 have none. */
export function RevisionFields({ declaration, values, onChange, problems, earlier }: RevisionFieldsProps) {
  const fields = revisionFields(declaration);
  const same = earlier ? revisionsOf(earlier.sourceRevisions, declaration) : {};
  if (fields.length === 0) return null;
  return (
    <section aria-labelledby="revisions" className="flex flex-col gap-3 border-t border-line pt-3">
      <h3 id="revisions" className="font-semibold">
        Source revisions
      </h3>
      {earlier && Object.keys(same).length > 0 && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => onChange(same)}>
            Same as {shortExecutionId(earlier.pipelineExecutionId)}
          </Button>
          <Button size="sm" onClick={() => onChange({})}>
            Latest
          </Button>
        </div>
      )}
      {fields.map(({ key, actionName, revisionType }) => (
        <Field
          key={key}
          label={`${LABELS[revisionType].word} of ${actionName}`}
          error={
            problems.find(
              (one) => one.subject === "revision" && one.actionName === actionName && one.revisionType === revisionType,
            )?.message
          }
        >
          <Input
            value={values[key] ?? ""}
            placeholder={LABELS[revisionType].placeholder}
            maxLength={1024}
            mono
            onChange={(event) => onChange({ ...values, [key]: event.target.value })}
          />
        </Field>
      ))}
    </section>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ChangeList } from "@/components/editor/panels/change-list";
import { Button, LinkButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Note } from "@/components/ui/note";
import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import { diffPipelines } from "@/lib/pipeline/diff";
import { pipelineQuery } from "@/lib/queries/pipelines";
import { editHref } from "@/lib/queries/urls";
import { FACT_BUTTON } from "./fact-button";

/** The version an execution ran on; its code, and what has changed since, open from it. */
export function DefinitionFact({ execution }: { readonly execution: ExecutionDetail }) {
  const [isOpen, setOpen] = useState(false);
  const { pipelineVersion, executionMode, declaration } = execution;
  const text = [pipelineVersion === null ? null : `v${pipelineVersion}`, executionMode].filter(Boolean).join(" · ");
  if (!declaration) return <span title="The definition of this version is not known here.">{text || "Not told"}</span>;
  return (
    <>
      <button type="button" aria-haspopup="dialog" className={`${FACT_BUTTON} link`} onClick={() => setOpen(true)}>
        {text || "Definition"}
      </button>
      {isOpen && <DefinitionDialog execution={execution} onClose={() => setOpen(false)} />}
    </>
  );
}

interface DefinitionDialogProps {
  readonly execution: ExecutionDetail;
  readonly onClose: () => void;
}

function DefinitionDialog({ execution, onClose }: DefinitionDialogProps) {
  const { connection, pipelineName, pipelineVersion, declaration, declarationSource } = execution;
  const { data: pipeline, error } = useQuery(pipelineQuery(connection, pipelineName));
  const live = pipeline?.liveDeclaration ?? null;
  const code = JSON.stringify(declaration, null, 2);
  const version = pipelineVersion === null ? "Definition" : `Version ${pipelineVersion}`;
  const isOwn = declarationSource === "pipelineVersion";
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={`${version} of ${pipelineName}`}
      footer={
        <>
          <span className="mr-auto flex items-center gap-1 text-small text-muted">
            <CopyButton text={code} what="definition" size="md" />
            JSON
          </span>
          <LinkButton href={editHref(connection, pipelineName)}>Open the editor</LinkButton>
          <Button onClick={onClose}>Done</Button>
        </>
      }
    >
      {!isOwn && (
        <Note tone="wait">
          The definition this execution ran on is not known here: AWS gives out the live one only, and this version was
          replaced before Penstock saw it. Below is what is live now.
        </Note>
      )}
      {error && <ErrorNotice error={error} />}
      {isOwn && declaration && live && pipeline?.liveVersion !== pipelineVersion && (
        <section aria-label="Changed since">
          <h3 className="font-semibold">Changed since, up to the live v{pipeline?.liveVersion ?? "?"}</h3>
          <ChangeList changes={diffPipelines(declaration, live)} />
        </section>
      )}
      {isOwn && pipeline?.liveVersion === pipelineVersion && <p className="text-muted">This version is live.</p>}
      <pre
        // It scrolls, so the keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label="Definition as JSON"
        className="mono max-h-[50dvh] min-h-32 shrink-0 overflow-auto rounded-md border border-line bg-sunken p-3"
      >
        {code}
      </pre>
    </Dialog>
  );
}

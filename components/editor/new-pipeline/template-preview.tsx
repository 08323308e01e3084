"use client";
import { useMemo } from "react";
import { ProviderGlyph } from "@/components/execution/provider-glyph";
import { actionTypeName } from "@/lib/pipeline/action-types/catalogue";
import { draftFromDeclaration, type Draft } from "@/lib/pipeline/draft";
import { actionGroups } from "@/lib/pipeline/graph";
import type { PipelineTemplate } from "@/lib/pipeline/templates/template";

interface TemplatePreviewProps {
  readonly template: PipelineTemplate;
  /** The name typed so far; the preview shows what it becomes part of. */
  readonly pipelineName: string;
}

/** What a template is: its stages in order, with what runs in parallel side by side, and what it needs on AWS. */
export function TemplatePreview({ template, pipelineName }: TemplatePreviewProps) {
  const draft = useMemo(() => draftOf(template, pipelineName || "my-pipeline"), [template, pipelineName]);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div>
        <h3 className="font-semibold">{template.name}</h3>
        <p className="text-small text-muted">{template.description}</p>
      </div>
      <ol className="flex flex-col">
        {draft.stages.map((stage, index) => (
          <li key={stage.key} className="relative flex gap-2.5 pb-3 last:pb-0">
            {index < draft.stages.length - 1 && (
              <span aria-hidden="true" className="absolute top-5 bottom-0 left-[9px] w-px bg-line-strong" />
            )}
            <span className="z-[1] mt-px grid size-[19px] shrink-0 place-items-center rounded-full border border-line-strong bg-surface text-tiny font-medium text-muted">
              {index + 1}
            </span>
            <div className="min-w-0 grow">
              <p className="font-medium">
                {stage.name}
                {stage.onFailure?.result && (
                  <span className="ml-2 text-tiny font-normal text-faint">
                    {stage.onFailure.result === "RETRY" ? "retries once" : "rolls back on failure"}
                  </span>
                )}
              </p>
              <div className="mt-1 flex flex-col gap-1">
                {actionGroups(stage.actions).map(({ runOrder, actions }) => (
                  <ul key={runOrder} className="flex flex-wrap gap-1">
                    {actions.map((action) => (
                      <li
                        key={action.key}
                        className="flex min-w-0 items-center gap-1.5 rounded-md border border-line bg-surface py-1 pr-2 pl-1 text-small"
                      >
                        <ProviderGlyph
                          category={action.actionTypeId.category}
                          provider={action.actionTypeId.provider}
                        />
                        <span className="truncate">{action.name}</span>
                        <span className="truncate text-faint">{actionTypeName(action.actionTypeId)}</span>
                      </li>
                    ))}
                  </ul>
                ))}
              </div>
            </div>
          </li>
        ))}
      </ol>
      <p className="text-small text-muted">
        {draft.executionMode} · {startsBy(draft)}
      </p>
      <div>
        <h4 className="text-small font-medium">To run on AWS it needs</h4>
        <ul className="mt-1 flex flex-col gap-1 text-small text-muted">
          {template.needs.map((need) => (
            <li key={need} className="flex items-start gap-1.5">
              <span aria-hidden="true" className="mt-[7px] size-1 shrink-0 rounded-full bg-line-strong" />
              {need}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function draftOf(template: PipelineTemplate, name: string): Draft {
  let keys = 0;
  const basics = { name, roleArn: "", artifactBucket: "" };
  return draftFromDeclaration(template.build(basics), () => `k${(keys += 1)}`);
}

function startsBy({ triggers }: Draft): string {
  const git = triggers?.[0]?.gitConfiguration;
  if (git?.pullRequest) return "starts at each pull request against main";
  const paths = git?.push?.[0]?.filePaths?.includes;
  return paths ? `starts at pushes to main that touch ${paths.join(" or ")}` : "starts at each push to main";
}

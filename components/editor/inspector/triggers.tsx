"use client";
import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { TriggerDeclaration } from "@/lib/pipeline/declaration";
import type { Draft } from "@/lib/pipeline/draft";
import { FieldIssues, useFieldIssues } from "./field-issues";
import type { PipelineChange } from "./pipeline-inspector";

interface TriggersProps {
  readonly draft: Draft;
  readonly onChange: (change: PipelineChange) => void;
}

/** Which pushes to a Git connection start the pipeline. Filters of other kinds are kept and counted. */
export function Triggers({ draft, onChange }: TriggersProps) {
  const { error } = useFieldIssues(null, "triggers");
  const triggers = draft.triggers ?? [];
  const sources = (draft.stages[0]?.actions ?? []).filter(
    ({ actionTypeId }) => actionTypeId.provider === "CodeStarSourceConnection",
  );
  const free = sources.find(
    ({ name }) => !triggers.some(({ gitConfiguration }) => gitConfiguration.sourceActionName === name),
  );
  if (sources.length === 0 && triggers.length === 0) return null;
  const set = (next: readonly TriggerDeclaration[]): void =>
    onChange({ triggers: next.length > 0 ? [...next] : undefined });
  return (
    <fieldset data-field="triggers" tabIndex={-1} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 text-small font-medium">Triggers</legend>
      {triggers.map((trigger, index) => (
        <div key={trigger.gitConfiguration.sourceActionName} className="rounded-md border border-line px-2 py-1.5">
          <div className="flex items-center gap-1">
            <span className="min-w-0 grow truncate">
              Push to <b className="font-medium">{trigger.gitConfiguration.sourceActionName}</b>
            </span>
            <IconButton
              size="sm"
              label={`Remove the trigger of ${trigger.gitConfiguration.sourceActionName}`}
              onClick={() => set(triggers.filter((_, at) => at !== index))}
            >
              <Trash2 aria-hidden="true" />
            </IconButton>
          </div>
          <Input
            mono
            aria-label={`Branches that start it, of ${trigger.gitConfiguration.sourceActionName}`}
            placeholder="branches, such as main, release/*"
            value={branchesOf(trigger).join(", ")}
            onChange={({ target }) =>
              set(triggers.map((other, at) => (at === index ? withBranches(other, target.value) : other)))
            }
          />
        </div>
      ))}
      {error && <p className="text-label text-fail">{error}</p>}
      <FieldIssues nodeKey={null} path="triggers" />
      {free && (
        <Button
          size="sm"
          variant="quiet"
          className="self-start"
          onClick={() =>
            set([
              ...triggers,
              {
                providerType: "CodeStarSourceConnection",
                gitConfiguration: { sourceActionName: free.name, push: [{ branches: { includes: ["main"] } }] },
              },
            ])
          }
        >
          <Plus aria-hidden="true" /> Add a trigger on {free.name}
        </Button>
      )}
    </fieldset>
  );
}

function branchesOf({ gitConfiguration }: TriggerDeclaration): readonly string[] {
  return gitConfiguration.push?.[0]?.branches?.includes ?? [];
}

/** Changes the branches of the first push filter, and nothing else of the trigger. */
function withBranches(trigger: TriggerDeclaration, text: string): TriggerDeclaration {
  const [first = {}, ...others] = trigger.gitConfiguration.push ?? [];
  const includes = text.split(",").map((branch) => branch.trim());
  const push = [{ ...first, branches: { ...first.branches, includes } }, ...others];
  return { ...trigger, gitConfiguration: { ...trigger.gitConfiguration, push } };
}

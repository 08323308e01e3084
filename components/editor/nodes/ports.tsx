import { Handle, Position } from "@xyflow/react";
import { cn } from "@/components/ui/cn";
import { findActionType } from "@/lib/pipeline/action-types/catalogue";
import type { DraftAction } from "@/lib/pipeline/draft";
import { METRICS } from "@/lib/pipeline/layout/metrics";
import { variableReferences } from "@/lib/pipeline/variables";

const ARTIFACT =
  "absolute! size-[9px]! min-h-0! min-w-0! rounded-full border-2! border-wire-artifact! bg-raised! pointer-coarse:after:absolute pointer-coarse:after:-inset-3";
const VARIABLE =
  "pointer-events-none absolute size-[7px] rotate-45 rounded-[1px] border-[1.5px] border-wire-variable bg-raised";

/** Circles take and give artifacts, diamonds variables. A port that could be used but is not shows up on hover. */
export function Ports({ action, isConnectable }: { readonly action: DraftAction; readonly isConnectable: boolean }) {
  const type = findActionType(action.actionTypeId);
  const inputs = action.inputArtifacts?.length ?? 0;
  const outputs = action.outputArtifacts?.length ?? 0;
  const top = METRICS.regular.artifactOffset;
  const quiet =
    "opacity-0 group-hover/node:opacity-100 group-focus-visible/node:opacity-100 in-data-[connecting=true]:opacity-100";
  return (
    <>
      {(inputs > 0 || type === null || type.inputs.max > 0) && (
        <Handle
          type="target"
          position={Position.Left}
          isConnectable={isConnectable}
          style={{ top }}
          className={cn(ARTIFACT, inputs === 0 && quiet)}
        />
      )}
      {(outputs > 0 || type === null || type.outputs.max > 0) && (
        <Handle
          type="source"
          position={Position.Right}
          isConnectable={isConnectable}
          style={{ top }}
          className={cn(ARTIFACT, outputs === 0 && quiet)}
        />
      )}
      <VariablePorts action={action} />
    </>
  );
}

function VariablePorts({ action }: { readonly action: DraftAction }) {
  const top = METRICS.regular.variableOffset - 4.5;
  return (
    <>
      {variableReferences(action).length > 0 && (
        <i aria-hidden="true" style={{ top, left: -4.5 }} className={VARIABLE} />
      )}
      {action.namespace && <i aria-hidden="true" style={{ top, right: -4.5 }} className={VARIABLE} />}
    </>
  );
}

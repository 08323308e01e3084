"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/dropdown-menu";
import { ErrorNotice } from "@/components/ui/error-notice";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import type { PipelineDetail } from "@/lib/contracts/pipeline-detail";
import { deletePipeline } from "@/lib/queries/pipelines";
import { PolicyDialog } from "../approval/policy/policy-dialog";

interface PipelineMenuProps {
  readonly pipeline: PipelineDetail;
  readonly canManage: boolean;
}

/** What is seldom done to a pipeline. */
export function PipelineMenu({ pipeline, canManage }: PipelineMenuProps) {
  const { connection, connectionName, pipelineName, hasDraft } = pipeline;
  const queryClient = useQueryClient();
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const [isSettingPolicy, setSettingPolicy] = useState(false);
  const remove = useMutation({
    mutationFn: () => deletePipeline(connection, pipelineName),
    onSuccess: async () => {
      router.push("/pipelines");
      toast.done(`${pipelineName} is deleted in ${connectionName}`);
      await queryClient.invalidateQueries({ queryKey: ["pipelines"] });
    },
  });
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <IconButton label={`More for ${pipelineName}`}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </MenuTrigger>
        <MenuContent>
          {canManage && <MenuItem onSelect={() => setSettingPolicy(true)}>Approval policy…</MenuItem>}
          <MenuItem destructive onSelect={() => setAsking(true)}>
            Delete pipeline…
          </MenuItem>
        </MenuContent>
      </Menu>
      {isSettingPolicy && <PolicyDialog pipeline={pipeline} onClose={() => setSettingPolicy(false)} />}
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Delete pipeline ${pipelineName}?`}
        description={`It is deleted in ${connectionName}${hasDraft ? ", and its draft with it" : ""}; executions that run are cut off. Its versions and its history stay readable here.`}
        confirmLabel={`Delete ${pipelineName}`}
        pending={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {remove.error && <ErrorNotice error={remove.error} />}
      </AlertDialog>
    </>
  );
}

"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { toast } from "@/components/ui/toast";
import type { Connection } from "@/lib/contracts/connection";
import { removeConnection } from "@/lib/queries/connections";

interface RemoveConnectionDialogProps {
  readonly connection: Connection;
  readonly onClose: () => void;
}

export function RemoveConnectionDialog({ connection, onClose }: RemoveConnectionDialogProps) {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeConnection(connection.slug),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      toast.done(connection.isDemo ? "Demo data is removed" : `${connection.name} is removed`);
      onClose();
    },
  });
  const { name, isDemo, pipelineCount } = connection;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isDemo ? "Remove the demo data?" : `Remove ${name}?`}
      description={
        isDemo
          ? `Its ${pipelineCount} pipelines and their computed history disappear. They do not come back.`
          : `Its ${pipelineCount} pipelines, their drafts, versions and history disappear from Penstock. Nothing changes in AWS, and adding the connection again brings back what AWS keeps.`
      }
      confirmLabel={isDemo ? "Remove demo data" : `Remove ${name}`}
      pending={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      {remove.error && <ErrorNotice error={remove.error} />}
    </AlertDialog>
  );
}

"use client";
import { Copy, ExternalLink, Trash2 } from "lucide-react";
import { ProviderGlyph } from "@/components/execution/provider-glyph";
import { Button } from "@/components/ui/button";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";
import { actionTypeName, findActionType } from "@/lib/pipeline/action-types/catalogue";
import type { DraftAction, DraftStage } from "@/lib/pipeline/draft";
import { runOrderOf } from "@/lib/pipeline/graph";
import { runCommand } from "../../commands/run-command";
import { NodeMenu } from "../../commands/node-menu";
import { useEditor, useEditorState } from "../../editor-context";
import { findSelected } from "../../store/selection";
import { ActionForm } from "./action-form";
import { ActionVariables } from "./action-variables";
import { InspectorFrame } from "../inspector-frame";

/** Everything about one action. */
export function ActionInspector({ actionKey }: { readonly actionKey: string }) {
  const stage = useEditorState(({ draft }) => {
    const found = findSelected(draft, actionKey);
    return found?.kind === "action" ? found.stage : null;
  });
  const action = stage?.actions.find(({ key }) => key === actionKey);
  return stage && action ? <OpenAction stage={stage} action={action} /> : null;
}

function OpenAction({ stage, action }: { readonly stage: DraftStage; readonly action: DraftAction }) {
  const editor = useEditor();
  const type = findActionType(action.actionTypeId);
  const { category, provider } = action.actionTypeId;
  return (
    <InspectorFrame
      icon={<ProviderGlyph category={category} provider={provider} size="lg" />}
      title={action.name || "Unnamed action"}
      subtitle={`${actionTypeName(action.actionTypeId)} in ${stage.name}, runOrder ${runOrderOf(action)}`}
      menu={<NodeMenu nodeKey={action.key} label="Action menu" />}
      footer={
        editor.canEdit && (
          <>
            <Button onClick={() => runCommand(editor, "duplicate")}>
              <Copy aria-hidden="true" /> Duplicate
            </Button>
            <Button variant="quiet" className="text-fail" onClick={() => runCommand(editor, "delete")}>
              <Trash2 aria-hidden="true" /> Delete
            </Button>
          </>
        )
      }
    >
      <Tabs defaultValue="action" className="-mt-3 flex flex-col gap-3">
        <TabList aria-label="Action" className="-mx-3.5 px-3.5">
          <Tab value="action">Action</Tab>
          <Tab value="variables">Variables</Tab>
        </TabList>
        <TabPanel value="action" className="flex flex-col gap-3">
          <ActionForm stage={stage} action={action} type={type} />
          {type && (
            <a
              href={type.docsUrl}
              target="_blank"
              rel="noreferrer"
              className="link inline-flex items-center gap-1 self-start text-small [&_svg]:size-3"
            >
              {type.displayName} in the AWS user guide <ExternalLink aria-hidden="true" />
            </a>
          )}
        </TabPanel>
        <TabPanel value="variables" className="flex flex-col gap-3">
          <ActionVariables action={action} />
        </TabPanel>
      </Tabs>
    </InspectorFrame>
  );
}

"use client";
import { ChevronDown, ChevronUp } from "lucide-react";
import { Count } from "@/components/ui/count";
import { IconButton } from "@/components/ui/icon-button";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";
import type { Draft } from "@/lib/pipeline/draft";
import { changesOf } from "../changes";
import { useEditor, useEditorState } from "../editor-context";
import { problemsOf } from "../problems";
import { ChangesPanel } from "./changes-panel";
import { ProblemsPanel } from "./problems-panel";

/** What is wrong with the draft, and how it differs from what is live. */
export function Dock() {
  const editor = useEditor();
  const tab = useEditorState((state) => state.dockTab);
  const isOpen = useEditorState((state) => state.isDockOpen);
  const problemCount = useEditorState((state) => problemsOf(state).all.length);
  const changeCount = useEditorState(({ draft, live }) => changesOf(live, draft).length);
  const facts = useEditorState(({ draft }) => factsOf(draft));
  const { showDock, toggleDock } = editor.store.getState();
  return (
    <section aria-label="Problems and changes" className="min-w-0 border-t border-line bg-surface">
      <Tabs value={isOpen ? tab : ""} onValueChange={(value) => showDock(value === "changes" ? "changes" : "problems")}>
        <div className="flex h-[35px] items-stretch gap-4 border-b border-line px-3">
          <TabList aria-label="Below the canvas" className="border-b-0">
            <Tab value="problems">
              Problems <Count value={problemCount} label="problems" tone="idle" />
            </Tab>
            <Tab value="changes">
              Changes <Count value={changeCount} label="changes" tone="idle" />
            </Tab>
          </TabList>
          <span className="ml-auto self-center truncate text-small text-faint max-lg:hidden">{facts}</span>
          <IconButton
            label={isOpen ? "Collapse" : "Expand"}
            className="size-6 self-center"
            aria-expanded={isOpen}
            onClick={toggleDock}
          >
            {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronUp aria-hidden="true" />}
          </IconButton>
        </div>
        <TabPanel value="problems" className="h-[122px] overflow-y-auto max-md:h-auto max-md:max-h-[30dvh]">
          <ProblemsPanel />
        </TabPanel>
        <TabPanel value="changes" className="h-[122px] overflow-y-auto max-md:h-auto max-md:max-h-[30dvh]">
          <ChangesPanel />
        </TabPanel>
      </Tabs>
    </section>
  );
}

function factsOf({ pipelineType = "V1", executionMode = "SUPERSEDED", stages }: Draft): string {
  const actions = stages.reduce((count, stage) => count + stage.actions.length, 0);
  const plural = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;
  return `${pipelineType} · ${executionMode} · ${plural(stages.length, "stage")} · ${plural(actions, "action")}`;
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Contrast, LogOut, Plus, Workflow, Zap } from "lucide-react";
import { useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import { useDeferredValue, useEffect, useState, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { DIALOG_SCRIM } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { pipelinesQuery } from "@/lib/queries/pipelines";
import { pipelineHref } from "@/lib/queries/urls";
import { MAIN_DESTINATIONS, SETTINGS_DESTINATIONS } from "./navigation";
import { usePalette, type PaletteCommand } from "./palette-state";
import { chooseTheme } from "./theme";

const ITEM =
  "flex min-h-8 items-center gap-2.5 px-3.5 text-base data-[selected=true]:bg-accent-soft max-sm:min-h-11 [&_svg]:size-4 [&_svg]:text-muted";

/** Ctrl/Cmd+K: pages, pipelines, and whatever the page on screen can do. */
export function CommandPalette() {
  const { isOpen, setOpen, toggle } = usePalette();

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      toggle();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [toggle]);

  return (
    <Command.Dialog
      open={isOpen}
      onOpenChange={setOpen}
      label="Search or run a command"
      overlayClassName={DIALOG_SCRIM}
      contentClassName="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-[560px] -translate-x-1/2 overflow-hidden rounded-lg border border-line-strong bg-raised shadow-pop"
    >
      <PaletteBody onDone={() => setOpen(false)} />
    </Command.Dialog>
  );
}

function PaletteBody({ onDone }: { readonly onDone: () => void }) {
  const router = useRouter();
  const commands = usePalette((state) => state.commands).filter(({ isEnabled }) => isEnabled?.() ?? true);
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const { data } = useQuery(pipelinesQuery(search ? { search } : {}));

  function perform(action: () => void) {
    onDone();
    action();
  }

  return (
    <>
      <div className="flex h-[42px] items-center gap-2.5 border-b border-line px-3.5">
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Search or run a command"
          className="min-w-0 grow bg-transparent text-[14px] outline-none"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto pb-1.5">
        <Command.Empty className="px-3.5 py-4 text-small text-muted">Nothing matches “{text}”.</Command.Empty>
        {groupsOf(commands, text).map(([heading, members]) => (
          <Group key={heading} heading={heading}>
            {members.map((command) => (
              <Command.Item
                key={command.id}
                value={`${command.label} ${command.id}`}
                onSelect={() => perform(command.run)}
                className={ITEM}
              >
                <Zap aria-hidden="true" />
                <span className="min-w-0 grow truncate">{command.label}</span>
                {command.shortcut && <Kbd>{command.shortcut}</Kbd>}
              </Command.Item>
            ))}
          </Group>
        ))}
        <Group heading="Pages">
          {[...MAIN_DESTINATIONS, ...SETTINGS_DESTINATIONS].map(({ href, label, icon: Icon }) => (
            <Command.Item key={href} value={label} onSelect={() => perform(() => router.push(href))} className={ITEM}>
              <Icon aria-hidden="true" />
              {label}
            </Command.Item>
          ))}
        </Group>
        <Group heading="Pipelines">
          {data?.pipelines.slice(0, 20).map((pipeline) => (
            <Command.Item
              key={`${pipeline.connection}/${pipeline.pipelineName}`}
              value={`${pipeline.pipelineName} ${pipeline.connectionName}`}
              // The server already matched it, perhaps by its revision.
              keywords={[search]}
              onSelect={() => perform(() => router.push(pipelineHref(pipeline.connection, pipeline.pipelineName)))}
              className={ITEM}
            >
              <Workflow aria-hidden="true" />
              <span className="min-w-0 grow truncate">{pipeline.pipelineName}</span>
              <span className="shrink-0 text-small text-faint">{pipeline.connectionName}</span>
            </Command.Item>
          ))}
        </Group>
        <Group heading="Commands">
          <Command.Item
            value="New pipeline"
            onSelect={() => perform(() => router.push("/pipelines/new"))}
            className={ITEM}
          >
            <Plus aria-hidden="true" />
            New pipeline
          </Command.Item>
          <Command.Item value="Theme light" onSelect={() => perform(() => chooseTheme("light"))} className={ITEM}>
            <Contrast aria-hidden="true" />
            Use the light theme
          </Command.Item>
          <Command.Item value="Theme dark" onSelect={() => perform(() => chooseTheme("dark"))} className={ITEM}>
            <Contrast aria-hidden="true" />
            Use the dark theme
          </Command.Item>
          <Command.Item value="Theme system" onSelect={() => perform(() => chooseTheme("system"))} className={ITEM}>
            <Contrast aria-hidden="true" />
            Use the system’s theme
          </Command.Item>
          <Command.Item
            value="Sign out"
            onSelect={() => perform(() => void signOut({ callbackUrl: "/sign-in" }))}
            className={ITEM}
          >
            <LogOut aria-hidden="true" />
            Sign out
          </Command.Item>
        </Group>
      </Command.List>
    </>
  );
}

/** What the page itself does comes first; its named groups, which may be long, only once something is searched. */
function groupsOf(commands: readonly PaletteCommand[], text: string): readonly [string, readonly PaletteCommand[]][] {
  const groups = new Map<string, PaletteCommand[]>();
  for (const command of commands) {
    if (command.group !== undefined && text.trim() === "") continue;
    const heading = command.group ?? "On this page";
    groups.set(heading, [...(groups.get(heading) ?? []), command]);
  }
  return [...groups];
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className={cn(
        "[&_[cmdk-group-heading]]:px-3.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-0.5",
        "[&_[cmdk-group-heading]]:text-tiny [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint",
      )}
    >
      {children}
    </Command.Group>
  );
}

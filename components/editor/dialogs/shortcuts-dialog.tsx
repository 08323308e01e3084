"use client";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { COMMAND_SECTIONS } from "../commands/command";
import { COMMANDS } from "../commands/commands";
import { shortcutWords } from "../commands/keyboard";
import { useEditor } from "../editor-context";
import { focusOnMount } from "./focus-on-mount";

const CANVAS_KEYS = [
  { keys: "← → ↑ ↓", label: "Walk to what stands beside" },
  { keys: "Shift ←", label: "Select everything it depends on" },
  { keys: "Shift →", label: "Select everything that depends on it" },
  { keys: "Space drag", label: "Pan the canvas" },
  { keys: "Shift drag", label: "Select what lies in a rectangle" },
] as const;

const CODE_KEYS = [
  { keys: "Ctrl Space", label: "Offer what fits here" },
  { keys: "Ctrl F", label: "Search and replace" },
  { keys: "F8", label: "Next problem" },
  { keys: "Ctrl Shift [", label: "Fold" },
  { keys: "Esc Tab", label: "Leave the text" },
] as const;

const ANYWHERE_KEYS = [{ keys: "Ctrl K", label: "Search, or run any command" }] as const;

/** Every key of the editor, read from the commands themselves. */
export function ShortcutsDialog() {
  const editor = useEditor();
  const withKeys = COMMANDS.filter(({ shortcuts }) => shortcuts !== undefined);
  return (
    <Dialog
      open
      onOpenChange={() => editor.store.getState().closeDialog()}
      title="Keyboard shortcuts"
      description="None of them works while you type in a field. Ctrl is Command on a Mac."
      width="md"
    >
      <div ref={focusOnMount} tabIndex={-1} className="columns-2 gap-8 outline-none max-sm:columns-1">
        {COMMAND_SECTIONS.map((section) => (
          <section key={section} className="mb-3 break-inside-avoid">
            <h3 className="mb-1">{section}</h3>
            <dl>
              {withKeys
                .filter((command) => command.section === section)
                .map((command) => (
                  <Shortcut key={command.id} label={command.label} keys={shortcutWords(command.shortcuts?.[0] ?? "")} />
                ))}
            </dl>
          </section>
        ))}
        <KeyList title="On the canvas" keys={CANVAS_KEYS} />
        <KeyList title="In the code" keys={CODE_KEYS} />
        <KeyList title="Anywhere" keys={ANYWHERE_KEYS} />
      </div>
    </Dialog>
  );
}

interface KeyListProps {
  readonly title: string;
  readonly keys: readonly { readonly keys: string; readonly label: string }[];
}

function KeyList({ title, keys }: KeyListProps) {
  return (
    <section className="mb-3 break-inside-avoid">
      <h3 className="mb-1">{title}</h3>
      <dl>
        {keys.map((each) => (
          <Shortcut key={each.keys} label={each.label} keys={each.keys} />
        ))}
      </dl>
    </section>
  );
}

function Shortcut({ label, keys }: { readonly label: string; readonly keys: string }) {
  return (
    <div className="flex min-h-6 items-center justify-between gap-3">
      <dt className="text-muted">{label}</dt>
      <dd>
        <Kbd className="whitespace-nowrap">{keys}</Kbd>
      </dd>
    </div>
  );
}

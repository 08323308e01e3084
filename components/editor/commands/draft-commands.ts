import type { Command } from "./command";

/** About the draft as a whole. */
export const DRAFT_COMMANDS: readonly Command[] = [
  {
    id: "save-version",
    label: "Save version…",
    section: "Draft",
    shortcuts: ["Mod+S"],
    isEdit: true,
    isEnabled: () => true,
    run: ({ store }) => store.getState().openDialog({ kind: "save-version" }),
  },
  {
    id: "sign-in",
    label: "Sign in again…",
    section: "Draft",
    isEnabled: ({ saver }) => {
      const status = saver.status.getState();
      return status.kind === "waiting" && status.reason === "signed-out";
    },
    run: ({ store }) => store.getState().openDialog({ kind: "sign-in" }),
  },
  {
    id: "versions",
    label: "Versions…",
    section: "Draft",
    isEnabled: () => true,
    run: ({ store }) => store.getState().openDialog({ kind: "versions" }),
  },
  {
    id: "publish",
    label: "Publish…",
    section: "Draft",
    isEdit: true,
    isEnabled: () => true,
    run: ({ store }) => store.getState().openDialog({ kind: "publish" }),
  },
  {
    id: "import",
    label: "Import a definition…",
    section: "Draft",
    isEdit: true,
    isEnabled: () => true,
    run: ({ store }) => store.getState().openDialog({ kind: "import" }),
  },
  {
    id: "export",
    label: "Export…",
    section: "Draft",
    isEnabled: () => true,
    run: ({ store }) => store.getState().openDialog({ kind: "export" }),
  },
  {
    id: "discard",
    label: "Discard draft…",
    section: "Draft",
    isEdit: true,
    isEnabled: () => true,
    run: ({ store }) => store.getState().openDialog({ kind: "discard" }),
  },
];

"use client";
import dynamic from "next/dynamic";
import { useEditorState } from "../editor-context";
import { AddActionDialog } from "./add-action-dialog";
import { ConflictDialog } from "./conflict-dialog";
import { DiscardDialog } from "./discard-dialog";
import { PublishDialog } from "./publish-dialog";
import { SaveVersionDialog } from "./save-version-dialog";
import { ShortcutsDialog } from "./shortcuts-dialog";
import { StageTransitionDialog } from "./stage-transition-dialog";
import { SignInDialog } from "./sign-in-dialog";
import { VersionsDialog } from "../versions/versions-dialog";

/** They bring the readers and writers of every format along, which few visits need. */
const ImportDialog = dynamic(() => import("./import-dialog").then((module) => module.ImportDialog), { ssr: false });
const ExportDialog = dynamic(() => import("./export-dialog").then((module) => module.ExportDialog), { ssr: false });

/** The one dialog that is open, and the question of a conflict, which opens by itself. */
export function EditorDialogs() {
  return (
    <>
      <OpenDialog />
      <ConflictDialog />
    </>
  );
}

function OpenDialog() {
  const dialog = useEditorState((state) => state.dialog);
  switch (dialog?.kind) {
    case "add-action":
      return <AddActionDialog placement={dialog.placement} />;
    case "shortcuts":
      return <ShortcutsDialog />;
    case "sign-in":
      return <SignInDialog />;
    case "save-version":
      return <SaveVersionDialog />;
    case "versions":
      return <VersionsDialog />;
    case "publish":
      return <PublishDialog />;
    case "import":
      return <ImportDialog />;
    case "export":
      return <ExportDialog />;
    case "discard":
      return <DiscardDialog />;
    case "transition":
      return <StageTransitionDialog stageName={dialog.stageName} />;
    case undefined:
      return null;
  }
}

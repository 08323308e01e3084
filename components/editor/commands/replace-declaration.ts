import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { replaceDeclaration as replaced } from "@/lib/pipeline/edits/replace-declaration";
import type { Editor } from "../editor";

/** Puts another definition into the draft as one edit. What keeps its name keeps its key, and so its selection. */
export function replaceDeclaration(editor: Editor, declaration: PipelineDeclaration, label: string): void {
  editor.edit(label, (draft) => replaced(draft, declaration, editor.nextKey));
}

/** The same for what came from elsewhere: those who may only look see it too, without a history. */
export function showDeclaration(editor: Editor, declaration: PipelineDeclaration, label: string): void {
  if (editor.canEdit) return replaceDeclaration(editor, declaration, label);
  const { draft, load } = editor.store.getState();
  load(replaced(draft, declaration, editor.nextKey));
}

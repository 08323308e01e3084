import { findAction, type Draft } from "../draft";
import { parseReferences, PIPELINE_VARIABLES_NAMESPACE } from "../variables";
import { patch } from "./change";
import { changeTexts } from "./change-texts";
import { updateAction } from "./update-action";

/**
 * Gives an action's namespace another name, and changes every reference with it; an empty name removes it and leaves
 * the references to be seen. References stay as they are when another action has either name, since they may be that
 * action's.
 */
export function renameNamespace(
  draft: Draft,
  { actionKey, namespace }: { readonly actionKey: string; readonly namespace: string },
): Draft {
  const before = findAction(draft, actionKey)?.action.namespace;
  if ((before ?? "") === namespace) return draft;
  const renamed = updateAction(draft, actionKey, { namespace: namespace === "" ? undefined : namespace });
  const others = draft.stages.flatMap(({ actions }) => actions).filter(({ key }) => key !== actionKey);
  const isShared = others.some((action) => action.namespace === before || action.namespace === namespace);
  if (!before || namespace === "" || isShared) return renamed;
  return renameReferences(renamed, (reference) =>
    reference.namespace === before ? { ...reference, namespace } : reference,
  );
}

/**
 * Gives a pipeline variable another name, and changes every reference with it. References stay as they are while
 * another variable has either name, or this one has none.
 */
export function renamePipelineVariable(
  draft: Draft,
  { index, name }: { readonly index: number; readonly name: string },
): Draft {
  const before = draft.variables?.[index]?.name;
  if (draft.variables === undefined || before === undefined || before === name) return draft;
  const variables = draft.variables.map((variable, position) =>
    position === index ? patch(variable, { name }) : variable,
  );
  const renamed = patch<Draft>(draft, { variables });
  const isShared = draft.variables.some((variable, at) => at !== index && [before, name].includes(variable.name));
  if (before === "" || name === "" || isShared) return renamed;
  return renameReferences(renamed, (reference) =>
    reference.namespace === PIPELINE_VARIABLES_NAMESPACE && reference.key === before
      ? { ...reference, key: name }
      : reference,
  );
}

interface Reference {
  readonly namespace: string;
  readonly key: string;
}

function renameReferences(draft: Draft, rename: (reference: Reference) => Reference): Draft {
  return changeTexts(draft, (text) => renameIn(text, rename));
}

/** Rewrites the references of one text. */
export function renameIn(text: string, rename: (reference: Reference) => Reference): string {
  let renamed = "";
  let position = 0;
  for (const reference of parseReferences(text)) {
    const { namespace, key } = rename(reference);
    renamed += `${text.slice(position, reference.start)}#{${namespace}.${key}}`;
    position = reference.end;
  }
  return renamed + text.slice(position);
}

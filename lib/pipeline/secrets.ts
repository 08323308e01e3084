import { listActionTypes } from "./action-types/catalogue";
import type { ActionDeclaration, PipelineDeclaration } from "./declaration";
import { matchPipelines } from "./match-pipelines";

/** What GetPipeline gives back in place of a secret, and what is shown wherever a definition is. */
export const SECRET_MASK = "****";

/** Secret whatever the action type, so that one we do not know keeps them too. */
const ALWAYS_SECRET = ["OAuthToken", "ClientSecret", "RefreshToken"];

const SECRET_KEYS: ReadonlySet<string> = new Set([
  ...ALWAYS_SECRET,
  ...listActionTypes().flatMap(({ configuration }) =>
    configuration.filter(({ secret }) => secret).map(({ name }) => name),
  ),
]);

/** Whether the values of a configuration key are secret, for any provider that has it. */
export function isSecretKey(name: string): boolean {
  return SECRET_KEYS.has(name);
}

/** The declaration with every secret masked; the very same one when it holds none. */
export function maskSecrets(declaration: PipelineDeclaration): PipelineDeclaration {
  return changeActions(declaration, maskActionSecrets);
}

/** The action with every secret masked; the very same one when it holds none. */
export function maskActionSecrets<Action extends ActionDeclaration>(action: Action): Action {
  return changeSecrets(action, () => SECRET_MASK);
}

/** Puts the secrets of `known` back where their masks still stand in the same action, renamed or not. */
export function unmaskSecrets(declaration: PipelineDeclaration, known: PipelineDeclaration): PipelineDeclaration {
  const masked = maskSecrets(known);
  if (masked === known) return declaration;
  const { actions } = matchPipelines(masked, declaration);
  const before = new Map<ActionDeclaration | undefined, ActionDeclaration>();
  masked.stages.forEach((stage, at) =>
    stage.actions.forEach((action, row) => {
      const holder = known.stages[at]?.actions[row];
      if (holder) before.set(actions.get(action), holder);
    }),
  );
  return changeActions(declaration, (action) =>
    changeSecrets(action, (name, value) =>
      value === SECRET_MASK ? (before.get(action)?.configuration?.[name] ?? value) : value,
    ),
  );
}

/** The text with what follows the name of a secret member masked, whether or not the text can be read. */
export function maskSecretLines(text: string): string {
  const names = [...SECRET_KEYS].join("|");
  return text.replaceAll(
    new RegExp(`\\b(${names})(["']?[^\\S\\n]*:[^\\S\\n]*)\\S[^\\n]*`, "g"),
    `$1$2"${SECRET_MASK}"`,
  );
}

function changeActions(
  declaration: PipelineDeclaration,
  change: (action: ActionDeclaration) => ActionDeclaration,
): PipelineDeclaration {
  let isChanged = false;
  const stages = declaration.stages.map((stage) => {
    const actions = stage.actions.map((action) => {
      const changed = change(action);
      if (changed !== action) isChanged = true;
      return changed;
    });
    return { ...stage, actions };
  });
  return isChanged ? { ...declaration, stages } : declaration;
}

function changeSecrets<Action extends ActionDeclaration>(
  action: Action,
  change: (name: string, value: string) => string,
): Action {
  const changed = Object.entries(action.configuration ?? {}).flatMap(([name, value]) => {
    const next = SECRET_KEYS.has(name) && value !== "" ? change(name, value) : value;
    return next === value ? [] : [[name, next] as const];
  });
  if (changed.length === 0) return action;
  return { ...action, configuration: { ...action.configuration, ...Object.fromEntries(changed) } };
}

"use client";
import { CopyButton } from "@/components/ui/copy-button";
import type { DraftAction } from "@/lib/pipeline/draft";
import { outputVariablesOf, variableReferences } from "@/lib/pipeline/variables";
import { useEditorState } from "../../editor-context";
import { variablesFor } from "../variables/variables-for";

/** What the action gives to later ones, what it reads, and what it could read. */
export function ActionVariables({ action }: { readonly action: DraftAction }) {
  const draft = useEditorState((state) => state.draft);
  const outputs = outputVariablesOf(action);
  const reads = [...new Set(variableReferences(action).map(({ namespace, key }) => `#{${namespace}.${key}}`))];
  const readable = variablesFor(draft, { kind: "action", actionKey: action.key }).filter(
    (variable) => !reads.includes(variable),
  );
  return (
    <>
      <Section title="Gives">
        {action.namespace === undefined && (
          <Hint>Set a namespace, and later actions can read what this one gives.</Hint>
        )}
        {outputs === "any" ? (
          <Hint>What it runs decides the names.</Hint>
        ) : outputs.length === 0 ? (
          <Hint>This kind of action gives no variables.</Hint>
        ) : (
          <Variables names={outputs.map((name) => `#{${action.namespace ?? "namespace"}.${name}}`)} />
        )}
      </Section>
      <Section title="Reads">
        {reads.length === 0 ? <Hint>It refers to no variable.</Hint> : <Variables names={reads} />}
      </Section>
      <Section title="Could read">
        <Variables names={readable} />
        <Hint>
          Type <code className="mono">#{"{"}</code> in a field to be offered these.
        </Hint>
      </Section>
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-1">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Hint({ children }: { readonly children: React.ReactNode }) {
  return <p className="text-label text-faint">{children}</p>;
}

function Variables({ names }: { readonly names: readonly string[] }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {names.map((name) => (
        <li key={name} className="flex items-center gap-1">
          <code className="mono truncate rounded-sm bg-stop-soft px-1 text-stop">{name}</code>
          <CopyButton text={name} what={name} />
        </li>
      ))}
    </ul>
  );
}

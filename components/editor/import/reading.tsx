import { Note } from "@/components/ui/note";
import type { ImportedPipeline, ImportIssue, ImportResult } from "@/lib/pipeline/formats/import-pipelines";

const MOST_ISSUES = 20;
const MOST_EXPRESSIONS = 50;

/** What was found, or why nothing was. */
export function Reading({ result, chosen }: { readonly result: ImportResult; readonly chosen: number }) {
  if (!result.ok) return <Issues issues={result.issues} />;
  const pipeline = result.pipelines[chosen];
  return pipeline ? <ReadPipeline pipeline={pipeline} /> : <Note tone="wait">The text holds no pipeline.</Note>;
}

function Issues({ issues }: { readonly issues: readonly ImportIssue[] }) {
  return (
    <Note tone="fail" role="alert">
      <ul className="flex flex-col gap-1">
        {issues.slice(0, MOST_ISSUES).map(({ line, column, message }) => (
          <li key={`${line}:${column} ${message}`} className="break-words">
            <span className="font-mono text-label">
              Line {line}, column {column}:
            </span>{" "}
            {message}
          </li>
        ))}
        {issues.length > MOST_ISSUES && <li>And {issues.length - MOST_ISSUES} more.</li>}
      </ul>
    </Note>
  );
}

/** A pipeline that was read: its size, what was assumed, and what stays an expression. */
export function ReadPipeline({ pipeline }: { readonly pipeline: ImportedPipeline }) {
  const { declaration, notes } = pipeline;
  const actions = declaration.stages.reduce((count, stage) => count + stage.actions.length, 0);
  return (
    <Note tone="ok" role="status">
      <b className="font-medium break-words">{declaration.name}</b>: {declaration.stages.length} stages, {actions}{" "}
      actions.
      {notes.length > 0 && (
        <ul className="mt-1 list-disc pl-4 text-small break-words text-muted">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <Expressions pipeline={pipeline} />
    </Note>
  );
}

function Expressions({ pipeline }: { readonly pipeline: ImportedPipeline }) {
  const placed = pipeline.metadata.expressions.flatMap((entry) => (entry.kind === "value" ? [entry] : []));
  if (placed.length === 0) return null;
  return (
    <details className="mt-1.5 text-small">
      <summary className="cursor-pointer">
        {placed.length === 1 ? "1 expression is kept" : `${placed.length} expressions are kept`}
      </summary>
      <p className="mt-1 text-muted">A stand-in takes its place here; an export puts the expression back.</p>
      <ul className="mt-1 flex flex-col gap-0.5">
        {placed.slice(0, MOST_EXPRESSIONS).map(({ path, expression }) => (
          <li key={path.join(" / ")} className="break-words">
            <span className="text-muted">{path.join(" / ")}:</span>{" "}
            <code className="font-mono text-label">{expression.text}</code>
          </li>
        ))}
        {placed.length > MOST_EXPRESSIONS && (
          <li className="text-muted">And {placed.length - MOST_EXPRESSIONS} more.</li>
        )}
      </ul>
    </details>
  );
}

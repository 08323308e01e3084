import { UNVERIFIED_CHOICES } from "./choices";
import { EXECUTION_MODEL } from "./execution-model";
import type { FidelityRow, FidelityTable } from "./fidelity-row";
import { ACTION_TYPE_OPERATIONS } from "./operations/action-types";
import { EXECUTION_OPERATIONS } from "./operations/executions";
import { JOB_OPERATIONS } from "./operations/jobs";
import { PIPELINE_OPERATIONS } from "./operations/pipelines";
import { STAGE_OPERATIONS } from "./operations/stages";
import { TAG_OPERATIONS } from "./operations/tags";
import { WEBHOOK_OPERATIONS } from "./operations/webhooks";
import { PROTOCOL } from "./protocol";
import { PROVIDERS } from "./providers";
import { RULES } from "./rules";

/** Every operation of the service model, once. */
export const OPERATION_ROWS: FidelityTable = {
  ...PIPELINE_OPERATIONS,
  ...EXECUTION_OPERATIONS,
  ...STAGE_OPERATIONS,
  ...ACTION_TYPE_OPERATIONS,
  ...JOB_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
  ...TAG_OPERATIONS,
};

export const FIDELITY_SECTIONS: readonly { readonly title: string; readonly rows: FidelityTable }[] = [
  { title: "Operations", rows: OPERATION_ROWS },
  { title: "Execution model", rows: EXECUTION_MODEL },
  { title: "Rules of stage conditions", rows: RULES },
  { title: "Action providers", rows: PROVIDERS },
  { title: "Protocol and events", rows: PROTOCOL },
];

const HEAD = `# Fidelity of the local engine

How near the engine comes to AWS CodePipeline, and which test shows it. Written by \`npm run fidelity\` from
\`lib/engine/fidelity\`; a test fails when it is out of date. Test files are below \`lib/engine\`.

- **exact**: as the service's model and documentation have it, as far as they say
- **approximate**: does the work in another way, or not all of it; the row says which part
- **simulated**: does nothing, and says so in log, summary and output
- **missing**: refused`;

/** The whole of `docs/fidelity.md`. One line per row and file, so that two changes rarely meet in one line. */
export function renderFidelity(): string {
  const sections = FIDELITY_SECTIONS.map(({ title, rows }) => {
    const entries = Object.entries(rows).flatMap(([name, row]) => lines(name, row));
    return [`## ${title}`, entries.join("\n")].join("\n\n");
  });
  const choices = UNVERIFIED_CHOICES.map(({ topic, choice }) => `- **${topic}.** ${choice}`);
  return `${[HEAD, ...sections, "## Where AWS leaves it open", choices.join("\n")].join("\n\n")}\n`;
}

function lines(name: string, row: FidelityRow): string[] {
  const head = `- **${name}**: ${row.grade}${row.note === undefined ? "" : `. ${row.note}`}`;
  if (row.grade === "missing") return [head];
  const shown = Object.entries(row.shownBy).map(([file, tests]) => `  - \`${file}\`: ${tests.join("; ")}`);
  return [head, ...shown];
}

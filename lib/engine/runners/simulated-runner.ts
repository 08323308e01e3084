import { writeFile } from "node:fs/promises";
import path from "node:path";
import { openActionLog } from "./open-action-log";
import type { Runner } from "./runner";

/**
 * Stands in for a provider that this engine does not run. Nothing is done, and the log, the summary and every output
 * artifact say so.
 */
export const simulatedRunner: Runner = {
  async run(job, context) {
    const { category, provider } = job.actionTypeId;
    const summary = `Simulated locally: ${provider} (${category}) is not run by this engine, so nothing was done.`;
    const externalExecutionId = context.newId();
    const log = openActionLog(job, context, {
      group: `/aws/codepipeline/${job.pipelineName}`,
      stream: externalExecutionId,
      externalExecutionId,
    });
    log.line(summary);
    for (const [key, value] of Object.entries(job.configuration)) {
      if (!isSecret(key)) log.line(`${key}: ${value.replaceAll(/[\r\n\0]+/g, " ")}`);
    }
    const note = path.join(context.workDirectory, "simulated.txt");
    await writeFile(note, `${summary}\n`);
    for (const { name, location } of job.outputArtifacts) {
      await context.artifacts.putEntries(location, [{ path: "simulated.txt", file: note }]);
      log.line(`Output artifact ${name} holds nothing but simulated.txt`);
    }
    await log.flush();
    context.report({ summary });
    return { status: "Succeeded", externalExecutionId, summary };
  },
};

function isSecret(key: string): boolean {
  return /token|secret|password/i.test(key);
}

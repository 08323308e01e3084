import { hasErrors, validatePipeline } from "@/lib/pipeline/validation/validate-pipeline";
import { readDefinition, stop } from "./read-definition";

/** `npm run -s validate -- FILE`: prints what is wrong with each pipeline of a file; exit code 1 when AWS would refuse one. */
const [file] = process.argv.slice(2);
if (file === undefined) stop("Usage: npm run -s validate -- FILE");
const reports = readDefinition(file).map(({ declaration }) => ({
  pipeline: declaration.name,
  problems: validatePipeline(declaration).map(({ code, severity, awsError, path, message }) => ({
    code,
    severity,
    awsError,
    path,
    message,
  })),
}));
process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
process.exitCode = reports.some(({ problems }) => hasErrors(problems)) ? 1 : 0;

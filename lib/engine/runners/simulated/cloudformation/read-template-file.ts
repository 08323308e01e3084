import { checkReferences } from "../../../cloudformation/template/check-references";
import { readTemplate, type Template } from "../../../cloudformation/template/read-template";
import { TemplateError } from "../../../cloudformation/template/template-error";
import { ActionFailure } from "../../action-failure";

/** Reads a template out of an artifact. @throws ActionFailure that names the file */
export function readTemplateFile(text: string, file: string): Template {
  return failing(() => readTemplate(text), ` The template is ${file}.`);
}

/** The same for what is checked in a template that was read. @throws ActionFailure in CloudFormation's words */
export function checkTemplateReferences(template: Template): void {
  failing(() => checkReferences(template), "");
}

function failing<Result>(work: () => Result, suffix: string): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemplateError) throw new ActionFailure("JobFailed", `${error.message}${suffix}`);
    throw error;
  }
}

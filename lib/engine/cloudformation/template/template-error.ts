/** What is wrong with a template or its parameters, in CloudFormation's words. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

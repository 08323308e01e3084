import { checkMembers } from "./check-members";
import { checkNames } from "./check-names";
import { checkReferences } from "./check-references";
import type { Template } from "./read-template";

/** Refuses what CloudFormation refuses in a template that is new to it, whatever its parameters are. @throws TemplateError */
export function checkTemplate(template: Template): void {
  checkMembers(template);
  checkNames(template);
  checkReferences(template);
}

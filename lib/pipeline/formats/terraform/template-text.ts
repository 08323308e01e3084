import { UnreadableText } from "../source-node";
import { escapeTemplate, escapeText } from "./escape-text";
import type { TemplatePart } from "./hcl";
import { parseHclTemplate } from "./parse-hcl";

/** A template that is one interpolation is written as the bare expression. */
export function templateText(template: string): string {
  const parts = partsOf(template);
  const [only] = parts;
  if (parts.length === 1 && only?.kind === "interpolation") return only.expression.raw;
  return `"${parts.map(partText).join("")}"`;
}

function partText(part: TemplatePart): string {
  switch (part.kind) {
    case "text":
      return escapeText(escapeTemplate(part.text));
    case "interpolation":
      return `\${${part.expression.raw}}`;
    case "directive":
      return part.text;
  }
}

function partsOf(template: string): readonly TemplatePart[] {
  try {
    const expression = parseHclTemplate(template);
    return expression.kind === "template" ? expression.parts : [{ kind: "text", text: template }];
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    // No template after all: somebody edited it into a text.
    return [{ kind: "text", text: template }];
  }
}

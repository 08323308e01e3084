import { SaxesParser } from "saxes";
import { ReportError } from "./report-error";

/** No report nests like this; a hostile one may. */
const DEEPEST = 200;

export interface XmlElement {
  readonly name: string;
  attribute(name: string): string | undefined;
}

export interface XmlVisitor {
  /** @param ancestors the elements around this one, the root first */
  open(element: XmlElement, ancestors: readonly XmlElement[]): void;
  close?(name: string): void;
}

/**
 * Reads XML once, from front to back. Entities of a DOCTYPE are never expanded and nothing is loaded, so a report can
 * neither swell nor reach out.
 * @throws ReportError with the line
 */
export function readXml(text: string, visitor: XmlVisitor): void {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const ancestors: XmlElement[] = [];
  parser.on("error", (error) => {
    throw new ReportError(`it is not XML: line ${parser.line}: ${error.message.replace(/^(\d+:\d+: )+/, "")}`);
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: XmlElement = {
      name,
      attribute: (key) => (Object.hasOwn(attributes, key) ? attributes[key] : undefined),
    };
    visitor.open(element, ancestors);
    ancestors.push(element);
    if (ancestors.length > DEEPEST) throw new ReportError(`its elements are nested deeper than ${DEEPEST}`);
  });
  parser.on("closetag", ({ name }) => {
    ancestors.pop();
    visitor.close?.(name);
  });
  parser.write(text).close();
}

/** A number of an attribute, such as a count or seconds; null when there is none. `1,234.5` is read too. */
export function numberOf(text: string | undefined): number | null {
  if (text === undefined || text.trim() === "") return null;
  const number = Number(text.replaceAll(",", ""));
  return Number.isFinite(number) && number >= 0 ? number : null;
}

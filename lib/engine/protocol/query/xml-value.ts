import { xmlText } from "../xml-text";

/** What the XML of an answer is made of. Members that are undefined are left out, lists have `member` elements. */
export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlValue[]
  | { readonly [member: string]: XmlValue };

/** The content of an element, in the query protocol's form. Names of members are the engine's own, never a caller's. */
export function writeXml(value: XmlValue): string {
  if (value === undefined) return "";
  if (typeof value !== "object") return xmlText(String(value));
  if (Array.isArray(value)) return value.map((item: XmlValue) => `<member>${writeXml(item)}</member>`).join("");
  return Object.entries(value)
    .map(([name, member]: [string, XmlValue]) => (member === undefined ? "" : `<${name}>${writeXml(member)}</${name}>`))
    .join("");
}

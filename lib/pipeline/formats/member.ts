import { apiName } from "./api-name";
import { isNull, type SourceMap, type SourceNode } from "./source-node";

/** A member in either spelling, `Stages` or `stages`; `undefined` when it is null. */
export function member(map: SourceMap, name: string): SourceNode | undefined {
  const written = [...map.entries.keys()].find((key) => apiName(key) === name);
  const value = written === undefined ? undefined : map.entries.get(written);
  return value === undefined || (isNull(value) && !value.expression) ? undefined : value;
}

/** The same for a member that has to be a text. */
export function textMember(map: SourceMap, name: string): string | undefined {
  const value = member(map, name);
  return value?.kind === "text" ? value.text : undefined;
}

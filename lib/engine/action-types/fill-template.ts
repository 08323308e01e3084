/** What a URL template of an action type may name. */
export interface TemplateValues {
  /** For `{Config:key}`. */
  readonly configuration: Readonly<Record<string, string>>;
  /** For `{ExternalExecutionId}`. */
  readonly externalExecutionId?: string;
}

/** Fills in a URL template. @returns undefined while something it names is not known */
export function fillTemplate(template: string | undefined, values: TemplateValues): string | undefined {
  let isWhole = template !== undefined;
  const url = template?.replace(/\{(?:Config:([^}]*)|ExternalExecutionId)\}/g, (_all, key: string | undefined) => {
    const value = key === undefined ? values.externalExecutionId : values.configuration[key];
    isWhole &&= value !== undefined;
    return encodeURI(value ?? "");
  });
  return isWhole ? url : undefined;
}

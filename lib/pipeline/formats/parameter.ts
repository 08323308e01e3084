/** A question that a definition asks before it can be read whole: a template's parameter, a module's variable. */
export interface DefinitionParameter {
  readonly name: string;
  /** As the tool spells it: `String`, `List<Number>`, `string`. */
  readonly type: string;
  readonly description: string | undefined;
  /** As text; lists as CloudFormation writes them, with commas. */
  readonly defaultValue: string | undefined;
  /** Empty when any value is allowed. */
  readonly allowedValues: readonly string[];
  /** Its value must not be shown or stored: it stays an expression whatever was given. */
  readonly isSecret: boolean;
}

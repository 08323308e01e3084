/**
 * How many characters a text has as the service counts them: Unicode's, so a character beyond the first plane, such as
 * an emoji, is one.
 * @see https://smithy.io/2.0/spec/constraint-traits.html#length-trait
 */
export function textLength(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

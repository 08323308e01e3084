/** Text as it may stand between two tags. What XML cannot hold at all is left out. */
export function xmlText(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- control characters are exactly what XML has no place for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  );
}

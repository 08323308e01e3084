const UNITS = ["KB", "MB", "GB", "TB"] as const;

/** "812 B", "4.1 KB", "1.20 GB": three figures, in thousands as S3 counts. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  let value = bytes;
  let unit: string = UNITS[0];
  for (const next of UNITS) {
    value /= 1_000;
    unit = next;
    if (value < 999.5) break;
  }
  return `${value < 9.995 ? value.toFixed(2) : value < 99.95 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}

/** With its sign: "+4.10 KB", "−12 B", "same size". */
export function formatByteChange(bytes: number): string {
  if (bytes === 0) return "same size";
  return `${bytes > 0 ? "+" : "−"}${formatBytes(Math.abs(bytes))}`;
}

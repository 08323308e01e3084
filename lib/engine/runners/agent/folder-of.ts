/** A name as one folder, whatever it holds; dots too, so that no name means the folder above. */
export function folderOf(name: string): string {
  return encodeURIComponent(name).replaceAll(".", "%2E");
}

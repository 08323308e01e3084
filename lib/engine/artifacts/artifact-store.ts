/** Where the bytes of an artifact are: an object of a bucket, as in `S3Location` of the service. */
export interface ArtifactLocation {
  readonly bucket: string;
  readonly key: string;
}

/** One entry of an archive: its path there, with `/` between folders, and the file on this machine it is read from. */
export interface ArchiveEntry {
  readonly path: string;
  readonly file: string;
}

/** Objects by bucket and key. The local engine keeps them as files below the data directory. */
export interface ArtifactStore {
  /** Packs a directory as a ZIP. Links that stay inside are kept as links, links that leave it are left out. */
  putDirectory(location: ArtifactLocation, directory: string): Promise<void>;
  /** Packs chosen files as a ZIP, in this order. @param userMetadata goes with the object as `x-amz-meta-<name>` */
  putEntries(
    location: ArtifactLocation,
    entries: readonly ArchiveEntry[],
    userMetadata?: Readonly<Record<string, string>>,
  ): Promise<void>;
  putFile(location: ArtifactLocation, file: string): Promise<void>;
  /**
   * Unpacks into an existing empty directory. Rejects entries that would land outside it and archives over the size
   * limits; links that lead outside are left out.
   * @param onLeftOut hears of each of those links
   */
  extract(location: ArtifactLocation, directory: string, onLeftOut?: (name: string) => void): Promise<void>;
  /** The object as a file on this machine, read-only. @throws when there is none. */
  pathOf(location: ArtifactLocation): Promise<string>;
}

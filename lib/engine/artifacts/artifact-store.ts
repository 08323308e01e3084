/** Where the bytes of an artifact are: an object of a bucket, as in `S3Location` of the service. */
export interface ArtifactLocation {
  readonly bucket: string;
  readonly key: string;
}

/** Objects by bucket and key. The local engine keeps them as files below the data directory. */
export interface ArtifactStore {
  /** Packs a directory as a ZIP. Links that leave the directory are not followed. */
  putDirectory(location: ArtifactLocation, directory: string): Promise<void>;
  putFile(location: ArtifactLocation, file: string): Promise<void>;
  /**
   * Unpacks into an existing empty directory. Rejects entries that would land outside it, links included,
   * and archives over the size limits.
   */
  extract(location: ArtifactLocation, directory: string): Promise<void>;
  /** The object as a file on this machine, read-only. @throws when there is none. */
  pathOf(location: ArtifactLocation): Promise<string>;
}

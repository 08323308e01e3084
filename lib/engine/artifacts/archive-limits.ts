/**
 * What unpacking accepts. AWS allows 100,000 files and 7 GB for an S3 source; an archive that swells far beyond its
 * own size is refused whatever its total.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
 */
export interface ArchiveLimits {
  readonly entries: number;
  readonly totalBytes: number;
  /** Unpacked size over packed size, looked at from `ratioFromBytes` on. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

export const DEFAULT_ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 100_000,
  totalBytes: 7 * 1024 ** 3,
  // What is packed here comes to 230 times at most, whatever it holds; an archive that was made to swell, to 1,000.
  ratio: 250,
  ratioFromBytes: 128 * 1024 ** 2,
};

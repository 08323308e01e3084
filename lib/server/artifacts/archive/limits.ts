/** What is read of an artifact, so that no archive can take the memory or the time of everybody. */
export interface ArchiveReadLimits {
  /** Entries that are listed; AWS itself takes no more than 100,000 files of a source. */
  readonly entries: number;
  /** Of the list of entries, which holds their names. */
  readonly directoryBytes: number;
  /** Of one file that is shown. */
  readonly previewBytes: number;
  /** Of an artifact that is read whole without being asked to, packed and unpacked together. */
  readonly inspectedAtOnceBytes: number;
  /** Of an artifact that is read whole, packed and unpacked. */
  readonly inspectedBytes: number;
  /** Of one file that is handed over unpacked. */
  readonly fileBytes: number;
}

export const ARCHIVE_READ_LIMITS: ArchiveReadLimits = {
  entries: 50_000,
  directoryBytes: 16 * 1024 ** 2,
  previewBytes: 512 * 1024,
  inspectedAtOnceBytes: 16 * 1024 ** 2,
  inspectedBytes: 2 * 1024 ** 3,
  fileBytes: 5 * 1024 ** 3,
};

/** Enough for the end of a ZIP with the longest comment there can be, and for the whole list of a small one. */
export const TAIL_BYTES = 128 * 1024;

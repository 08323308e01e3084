/** A database's tables as far as Prisma and the migrations must agree, by `schema.table`. */
export type Tables = Readonly<Record<string, Table>>;

export interface Table {
  readonly columns: Readonly<Record<string, Column>>;
  /** In order, for order decides what the index serves. */
  readonly primaryKey: readonly string[];
  /** `unique (a, b)` or `(a, b DESC)`, sorted. */
  readonly indexes: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
}

export interface Column {
  /** As PostgreSQL's `format_type` writes it. */
  readonly type: string;
  readonly isNullable: boolean;
  /** SQL without casts; null when the database fills nothing in. */
  readonly default: string | null;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
  readonly references: readonly string[];
  /** Prisma's word: `Cascade`, `Restrict`, `SetNull`, `NoAction`. */
  readonly onDelete: string;
}

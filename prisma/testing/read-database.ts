import pg from "pg";
import { z } from "zod";
import type { Tables } from "./tables";

const answer = z.array(
  z.object({
    name: z.string(),
    columns: z.array(
      z.object({ name: z.string(), type: z.string(), isNullable: z.boolean(), default: z.string().nullable() }),
    ),
    primaryKey: z.array(z.string()),
    indexes: z.array(z.string()),
    foreignKeys: z.array(
      z.object({
        columns: z.array(z.string()),
        table: z.string(),
        references: z.array(z.string()),
        onDelete: z.enum(["a", "r", "c", "n", "d"]),
      }),
    ),
  }),
);

/** @see https://www.postgresql.org/docs/current/catalog-pg-constraint.html confdeltype */
const DELETE_RULES = { a: "NoAction", r: "Restrict", c: "Cascade", n: "SetNull", d: "SetDefault" } as const;

const QUERY = `
  SELECT
    n.nspname || '.' || t.relname AS name,
    (SELECT json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'isNullable', NOT a.attnotnull,
        'default', pg_get_expr(d.adbin, d.adrelid)))
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    coalesce((SELECT json_agg(replace(pg_get_indexdef(i.indexrelid, k.position, true), '"', '') ORDER BY k.position)
      FROM pg_index i CROSS JOIN generate_series(1, i.indnkeyatts) AS k(position)
      WHERE i.indrelid = t.oid AND i.indisprimary), '[]') AS "primaryKey",
    coalesce((SELECT json_agg(CASE WHEN i.indisunique THEN 'unique ' ELSE '' END || (
        SELECT '(' || string_agg(replace(pg_get_indexdef(i.indexrelid, k.position, true), '"', '')
          || CASE WHEN i.indoption[k.position - 1] & 1 = 1 THEN ' DESC' ELSE '' END, ', ' ORDER BY k.position) || ')'
        FROM generate_series(1, i.indnkeyatts) AS k(position)))
      FROM pg_index i WHERE i.indrelid = t.oid AND NOT i.indisprimary), '[]') AS indexes,
    coalesce((SELECT json_agg(json_build_object(
        'columns', (SELECT json_agg(a.attname ORDER BY u.position) FROM unnest(c.conkey) WITH ORDINALITY AS u(number, position)
          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = u.number),
        'table', (SELECT rn.nspname || '.' || r.relname FROM pg_class r JOIN pg_namespace rn ON rn.oid = r.relnamespace
          WHERE r.oid = c.confrelid),
        'references', (SELECT json_agg(a.attname ORDER BY u.position) FROM unnest(c.confkey) WITH ORDINALITY AS u(number, position)
          JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = u.number),
        'onDelete', c.confdeltype))
      FROM pg_constraint c WHERE c.conrelid = t.oid AND c.contype = 'f'), '[]') AS "foreignKeys"
  FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
  WHERE t.relkind = 'r' AND n.nspname IN ('public', 'engine') AND t.relname <> '_prisma_migrations'
  ORDER BY 1`;

/** The tables a database really has. */
export async function readDatabaseTables(url: string): Promise<Tables> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(QUERY);
    return Object.fromEntries(answer.parse(rows).map(({ name, ...table }) => [name, toTable(table)]));
  } finally {
    await client.end();
  }
}

function toTable({ columns, primaryKey, indexes, foreignKeys }: Omit<z.infer<typeof answer>[number], "name">) {
  return {
    columns: Object.fromEntries(
      columns.map(({ name, ...column }) => [name, { ...column, default: withoutCasts(column.default) }]),
    ),
    primaryKey,
    indexes: indexes.toSorted(),
    foreignKeys: foreignKeys
      .map((key) => ({ ...key, onDelete: DELETE_RULES[key.onDelete] }))
      .toSorted((a, b) => a.columns.join().localeCompare(b.columns.join())),
  };
}

function withoutCasts(expression: string | null): string | null {
  const sequence = /^nextval\('(?:\w+\.)?(\w+)'::regclass\)$/.exec(expression ?? "")?.[1];
  return sequence ? `nextval(${sequence})` : (expression?.replace(/::[\w ]+$/, "") ?? null);
}

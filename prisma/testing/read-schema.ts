import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Column, ForeignKey, Table, Tables } from "./tables";

const SCHEMA_FOLDER = path.resolve(import.meta.dirname, "../schema");

const SCALARS: Readonly<Record<string, string>> = {
  String: "text",
  Int: "integer",
  BigInt: "bigint",
  Boolean: "boolean",
  Float: "double precision",
  DateTime: "timestamp(3) without time zone",
  Json: "jsonb",
  Bytes: "bytea",
};

const NATIVE_TYPES: Readonly<Record<string, (precision: string | undefined) => string>> = {
  Uuid: () => "uuid",
  Json: () => "json",
  Text: () => "text",
  Date: () => "date",
  Timestamptz: (precision) => `timestamp(${precision}) with time zone`,
};

interface Field {
  readonly name: string;
  readonly type: string;
  readonly modifier: "" | "?" | "[]";
  readonly attributes: string;
}

interface Model {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly attributes: readonly string[];
}

/** The tables that prisma/schema/*.prisma asks for, as far as the models use Prisma's language. */
export function readSchemaTables(): Tables {
  const models = readdirSync(SCHEMA_FOLDER)
    .filter((name) => name.endsWith(".prisma"))
    .flatMap((name) => parseModels(readFileSync(path.join(SCHEMA_FOLDER, name), "utf8")));
  const byName = new Map(models.map((model) => [model.name, model]));
  return Object.fromEntries(models.map((model) => [tableNameOf(model), toTable(model, byName)]));
}

function parseModels(text: string): Model[] {
  return Array.from(text.matchAll(/^model (\w+) \{\n(.*?)^\}/gms), ([, name = "", body = ""]) => {
    const lines = body.split("\n").map((line) => line.replace(/\s*\/\/.*$/, "").trim());
    return {
      name,
      fields: lines.flatMap(parseField),
      attributes: lines.filter((line) => line.startsWith("@@")),
    };
  });
}

function parseField(line: string): Field[] {
  const match = /^(\w+)\s+(\w+)(\?|\[\])?\s*(.*)$/.exec(line);
  if (!match) return [];
  const [, name = "", type = "", modifier = "", attributes = ""] = match;
  return [{ name, type, modifier: modifier === "?" || modifier === "[]" ? modifier : "", attributes }];
}

function toTable(model: Model, models: ReadonlyMap<string, Model>): Table {
  const columns = model.fields.filter((field) => !models.has(field.type));
  const columnsOf = (list: string) => namesIn(list).map((name) => columnName(requireField(model, name)));
  const table = tableNameOf(model).split(".").at(-1) ?? "";
  const singles = columns.filter((field) => /@unique\b/.test(field.attributes));
  const id = columns.find((field) => /@id\b/.test(field.attributes));
  const indexed = model.attributes.flatMap((attribute) => {
    const [, kind, list = ""] = /^@@(index|unique)\(\[(.*?)\]/.exec(attribute.replace(/\(sort: (\w+)\)/g, ":$1")) ?? [];
    return kind ? [{ isUnique: kind === "unique", list }] : [];
  });
  return {
    columns: Object.fromEntries(columns.map((field) => [columnName(field), toColumn(field, table)])),
    primaryKey: id ? [columnName(id)] : columnsOf(listIn(model.attributes, /^@@id\(\[(.*?)\]/)),
    indexes: [
      ...singles.map((field) => `unique (${columnName(field)})`),
      ...indexed.map(({ isUnique, list }) => {
        const parts = namesIn(list).map((part) => {
          const [name = "", sort] = part.split(":");
          return columnName(requireField(model, name)) + (sort === "Desc" ? " DESC" : "");
        });
        return `${isUnique ? "unique " : ""}(${parts.join(", ")})`;
      }),
    ].toSorted(),
    foreignKeys: model.fields.flatMap((field) => foreignKeyOf(field, { models, columnsOf })).toSorted(byColumns),
  };
}

function toColumn(field: Field, table: string): Column {
  const [, native, precision] = /@db\.(\w+)(?:\((\d+)\))?/.exec(field.attributes) ?? [];
  const base = native ? NATIVE_TYPES[native]?.(precision) : SCALARS[field.type];
  if (!base)
    throw new Error(`prisma/testing knows no SQL type for ${table}.${field.name}: ${field.type} ${native ?? ""}`);
  const isList = field.modifier === "[]";
  return {
    type: isList ? `${base}[]` : base,
    // Prisma leaves a list column nullable and reads null as the empty list.
    isNullable: field.modifier === "?" || isList,
    default: defaultOf(field, table),
  };
}

/** What the database itself fills in; ids such as `uuid(7)` are made by the client. */
function defaultOf(field: Field, table: string): string | null {
  const [, value] = /@default\((.*?)\)(?=\s|$)/.exec(field.attributes) ?? [];
  if (value === undefined || value.startsWith("uuid(") || value.startsWith("cuid(")) return null;
  if (value === "now()") return "CURRENT_TIMESTAMP";
  if (value === "autoincrement()") return `nextval(${table}_${columnName(field)}_seq)`;
  return value.replaceAll('"', "'").replaceAll("\\'", '"');
}

function foreignKeyOf(
  field: Field,
  { models, columnsOf }: { models: ReadonlyMap<string, Model>; columnsOf: (list: string) => string[] },
): ForeignKey[] {
  const target = models.get(field.type);
  const [, from = ""] = /fields: \[(.*?)\]/.exec(field.attributes) ?? [];
  const [, to = ""] = /references: \[(.*?)\]/.exec(field.attributes) ?? [];
  if (!target || !from) return [];
  const [, onDelete = field.modifier === "?" ? "SetNull" : "Restrict"] = /onDelete: (\w+)/.exec(field.attributes) ?? [];
  const references = namesIn(to).map((name) => columnName(requireField(target, name)));
  return [{ columns: columnsOf(from), table: tableNameOf(target), references, onDelete }];
}

function tableNameOf(model: Model): string {
  const schema = listIn(model.attributes, /^@@schema\("(.*?)"\)/) || "public";
  return `${schema}.${listIn(model.attributes, /^@@map\("(.*?)"\)/) || model.name}`;
}

function columnName(field: Field): string {
  return /@map\("(.*?)"\)/.exec(field.attributes)?.[1] ?? field.name;
}

function requireField(model: Model, name: string): Field {
  const field = model.fields.find((candidate) => candidate.name === name);
  if (!field) throw new Error(`${model.name} has no field ${name}`);
  return field;
}

function listIn(attributes: readonly string[], pattern: RegExp): string {
  return attributes.flatMap((attribute) => pattern.exec(attribute)?.[1] ?? []).at(0) ?? "";
}

function namesIn(list: string): string[] {
  return list.split(",").flatMap((name) => (name.trim() ? [name.trim()] : []));
}

function byColumns(a: ForeignKey, b: ForeignKey): number {
  return a.columns.join().localeCompare(b.columns.join());
}

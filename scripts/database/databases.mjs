import pg from "pg";

/** Creates a database unless it exists, as a copy of `template` when one is given. */
export function createDatabase(adminUrl, name, { template } = {}) {
  return withClient(adminUrl, async (client) => {
    const existing = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (existing.rowCount > 0) return;
    const copied = template ? ` TEMPLATE ${client.escapeIdentifier(template)}` : "";
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}${copied}`);
  });
}

export function dropDatabase(adminUrl, name) {
  return withClient(adminUrl, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`),
  );
}

/** Whether a query finds anything. */
export function hasRow(url, query) {
  return withClient(url, async (client) => (await client.query(query)).rowCount > 0);
}

async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

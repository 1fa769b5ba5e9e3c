import pg from "pg";

export const TEST_SECRET = "test-secret-test-secret-test-secret-test";

/** One statement on the server itself, outside any transaction. */
export async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

export const dropDatabase = (server: string, name: string): Promise<void> =>
  onServer(server, `drop database ${name} with (force)`);

export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

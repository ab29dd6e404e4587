import pg from 'pg'

/** What a ClickHouse server answers to a statement, as text; reached past the product. */
export async function askStore(clickhouseUrl: string, statement: string): Promise<string> {
  const url = new URL(clickhouseUrl)
  const answer = await fetch(`http://${url.host}/?database=${url.pathname.slice(1)}`, {
    method: 'POST',
    headers: { 'x-clickhouse-user': url.username, 'x-clickhouse-key': url.password },
    body: statement,
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}

/** All rows of a PostgreSQL database as text, by table; reached past the product. */
export async function dumpDirectory(databaseUrl: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    )
    const dump = new Map<string, string>()
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ text: string | null }>(
        `SELECT string_agg(t::text, E'\\n') AS text FROM "${name}" t`,
      )
      dump.set(name, rows[0]?.text ?? '')
    }
    return dump
  } finally {
    await client.end()
  }
}

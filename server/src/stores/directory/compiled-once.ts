import type { CompiledQuery } from 'kysely'
import type { Db } from './directory.ts'

/**
 * A query whose text is made once for a connection. For what runs with every call: making the text anew takes several
 * times as long as running it. The caller gives the parameters, in the order of the placeholders.
 */
export function compiledOnce(compile: (db: Db) => CompiledQuery): (db: Db) => CompiledQuery {
  const known = new WeakMap<Db, CompiledQuery>()
  return (db) => {
    const query = known.get(db) ?? compile(db)
    known.set(db, query)
    return query
  }
}

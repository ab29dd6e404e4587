import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Joins equal questions of one moment: those asked in the same turn of the event loop share one look, which begins when
 * the turn is over. So nobody is told anything older than their question, and a crowd costs as much as one.
 */
export function askedTogether<Key, Answer>(
  look: (key: Key) => Promise<Answer>,
): (key: Key) => Promise<Answer> {
  const gathering = new Map<Key, Promise<Answer>>()

  async function afterThisTurn(key: Key): Promise<Answer> {
    await nextTurn()
    gathering.delete(key)
    return await look(key)
  }

  return (key) => {
    const asked = gathering.get(key) ?? afterThisTurn(key)
    gathering.set(key, asked)
    return asked
  }
}

import type { Condition } from '../condition.ts'
import type { Plan } from '../plan.ts'
import type { Binding } from './statement.ts'

/** The rows of a plan, of one contract. */
export function fromEvents({ where }: Plan, { bind }: Binding): string {
  const conditions = ['contract = {contract: UInt32}', ...where.map((one) => textOf(one, bind))]
  return `FROM events\nWHERE ${conditions.join('\n  AND ')}`
}

/** A condition as an expression. */
export function textOf(condition: Condition, bind: Binding['bind']): string {
  if ('anyOf' in condition) return joined(condition.anyOf, 'OR', bind)
  if ('allOf' in condition) return joined(condition.allOf, 'AND', bind)
  const { column } = condition
  if ('oneOf' in condition) {
    const type = column === 'person' ? 'Array(UInt32)' : 'Array(String)'
    return `${column} IN ${bind(condition.name, type, condition.oneOf)}`
  }
  if ('is' in condition) {
    const { is, value, name } = condition
    return condition.column === 'at'
      ? `at ${is} fromUnixTimestamp64Milli(${bind(name, 'Int64', storable(value))})`
      : `${column} ${is} ${bind(name, 'UInt64', value)}`
  }
  if (condition.column === 'released') return 'released = 1'
  if (condition.column === 'kind') return "kind IN ('event', 'release')"
  return `channel_kind = '${condition.equals}'`
}

function joined(conditions: readonly Condition[], word: 'AND' | 'OR', bind: Binding['bind']): string {
  if (conditions.length === 0) return word === 'AND' ? '1' : '0'
  return `(${conditions.map((one) => textOf(one, bind)).join(` ${word} `)})`
}

/** The nearest instant that the engine's calendar has; every action lies well inside of it. */
function storable(instant: number): number {
  return Math.min(Math.max(instant, Date.UTC(1900, 0)), Date.UTC(2299, 0))
}

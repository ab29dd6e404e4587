import { columns } from './columns.ts'
import type { Condition } from './condition.ts'
import type { Filter, Mode, Question } from './question.ts'
import { narrowing, ofActions, ofNumbers, ofPeople } from './steps/steps.ts'

/** What is read, before it is SQL: rows of one contract that meet all of these. */
export type Plan = { readonly where: readonly Condition[] }

/** From a question to its plan, step by step: each adds the conditions that it answers for. */
export function planOf(question: Question): Plan {
  const where = [ofNumbers, ofActions, ...narrowing, ofPeople].flatMap((step) => step(question))
  return { where: inMode(question.mode, where) }
}

/** A filter alone, to be asked beside others of the same rows. */
export function conditionOf(filter: Filter, mode: Mode): Condition {
  const question = { mode, filter, after: 0, through: 0 }
  return {
    allOf: inMode(
      mode,
      narrowing.flatMap((step) => step(question)),
    ),
  }
}

function inMode(mode: Mode, where: readonly Condition[]): readonly Condition[] {
  return mode === 'mayLeave' ? where : where.filter(isLasting)
}

/** Whether all that a condition looks at is as it was. One branch that is not makes a choice of several unknown. */
function isLasting(condition: Condition): boolean {
  if ('anyOf' in condition) return condition.anyOf.every(isLasting)
  if ('allOf' in condition) return condition.allOf.every(isLasting)
  return columns[condition.column].isLasting
}

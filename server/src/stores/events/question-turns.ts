import { availableParallelism } from 'node:os'
import { openFairSlots, type FairSlots } from '../../lib/fair-slots.ts'

/**
 * The turns of questions, by contract. Of the engine's eight read sessions one contract's questions take half. One that
 * keeps the processors busy while others ask as well leaves half of these to them.
 */
export function openQuestionTurns(): FairSlots {
  const processors = availableParallelism()
  return openFairSlots({
    atOnce: 4,
    besideOthers: Math.min(4, Math.max(1, Math.floor(processors / 2))),
    dense: processors / 2,
    waitingAtMost: 500,
  })
}

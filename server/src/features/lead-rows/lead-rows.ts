/*
 * Rows of leads: what happened, which the event store keeps without a name, put together with who it was, whom the
 * directory knows and lets go. As objects, or as text that never was an object.
 */

export { firstLines, lastSeqIn, openActionTexts, type ActionTexts } from './lead-rows.action-texts.ts'
export { openChangeTexts, withoutLast, type ChangePiece, type ChangeTexts } from './lead-rows.change-texts.ts'
export { batchesOf } from './lead-rows.batches.ts'
export { columnsOf } from './lead-rows.columns.ts'
export { joinLeads } from './lead-rows.join.ts'
export { partsOf } from './lead-rows.parts.ts'
export type { Part } from './lead-rows.splicing.ts'
export { leadPeople } from './lead-rows.people.ts'

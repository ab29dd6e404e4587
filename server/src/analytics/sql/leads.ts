import { z } from 'zod'
import { namesOf, wireOf } from '@catalytics/contract/columns.ts'
import { countColumns } from '@catalytics/contract/lead-columns.ts'
import { planOf } from '../plan.ts'
import type { Question } from '../question.ts'
import { ofNumbers } from '../steps/steps.ts'
import { fromEvents, textOf } from './conditions.ts'
import { ownRow } from './lead-actions.ts'
import { openBinding, type Statement } from './statement.ts'

const leadRow = z.object({ ...ownRow, ...wireOf(countColumns) })
/** What a person did inside the selection, without the person. */
export type LeadRow = z.infer<typeof leadRow>

/** Each column of a lead's counts, over its person's families. */
const countOf: Readonly<Record<keyof typeof countColumns, string>> = {
  actions: 'sum(uses)',
  cad_downloads: 'sum(cads)',
  documents_opened: 'sum(documents)',
  quote_requests: 'sum(quotes)',
  product_views: 'sum(views)',
  contact_clicks: 'sum(clicks)',
  first_action_at: 'min(first_at)',
  last_action_at: 'max(last_at)',
  top_part_family: "nullIf(argMinIf(family, (-toInt64(uses), family), family != ''), '')",
  last_seq: 'max(latest)',
}
const select = namesOf(countColumns)
  .map((name) => `${countOf[name]} AS ${name}`)
  .join(',\n  ')

/** One row per person, in the order of their latest action's number. */
export function leadsStatement(question: Question): Statement<LeadRow> {
  const binding = openBinding()
  // The place of a page is one among people: all that they did is counted.
  const rows = fromEvents(planOf({ ...question, after: 0 }), binding)
  return {
    // By family first: a map of families for each person would cost several times as much.
    query: `SELECT person, argMax(last_country, latest) AS own_country, argMax(last_language, latest) AS own_language,
  ${select}
FROM (
SELECT person, toString(part_family) AS family,
  argMax(country, seq) AS last_country, argMax(language, seq) AS last_language,
  count() AS uses,
  countIf(type = 'cad_download') AS cads,
  countIf(type = 'document_open') AS documents,
  countIf(type = 'quote_request') AS quotes,
  countIf(type = 'product_view') AS views,
  countIf(type = 'contact_click') AS clicks,
  min(at) AS first_at,
  max(at) AS last_at,
  max(seq) AS latest
${rows}
GROUP BY person, part_family
)
GROUP BY person
ORDER BY last_seq`,
    params: binding.params(),
    row: leadRow,
  }
}

const personActions = z.object({
  person: z.number(),
  actions: z.number(),
  first_action_at: z.string(),
  last_action_at: z.string(),
})
export type PersonActions = z.infer<typeof personActions>

/** Who acted, and how often: one row a person. */
export function actionsByPersonStatement(question: Question): Statement<PersonActions> {
  const binding = openBinding()
  const rows = fromEvents(planOf(question), binding)
  return {
    query: `SELECT person, count() AS actions, min(at) AS first_action_at, max(at) AS last_action_at
${rows}
GROUP BY person`,
    params: binding.params(),
    row: personActions,
  }
}

const orderRow = z.object({ person: z.number(), last_seq: z.number() })

/** Who acted, each with the number of their latest action, in the order of these numbers. */
export function leadOrderStatement(question: Question): Statement<z.infer<typeof orderRow>> {
  const binding = openBinding()
  const rows = fromEvents(planOf(question), binding)
  return {
    query: `SELECT person, max(seq) AS last_seq
${rows}
GROUP BY person
ORDER BY last_seq`,
    params: binding.params(),
    row: orderRow,
  }
}

const orderChangeRow = z.object({ person: z.number(), last_seq: z.number(), is_changed: z.number() })

/**
 * What the numbers of a question bring to the order of leads: who acted, with the number of their latest action (0 for
 * nobody's), and of whom actions may have been taken away (1 or 0).
 */
export function leadOrderChangesStatement(question: Question): Statement<z.infer<typeof orderChangeRow>> {
  const binding = openBinding()
  const selected = textOf({ allOf: planOf(question).where }, binding.bind)
  return {
    query: `SELECT person, maxIf(seq, ${selected}) AS last_seq, max(kind NOT IN ('event', 'release')) AS is_changed
${fromEvents({ where: ofNumbers(question) }, binding)}
GROUP BY person
HAVING last_seq > 0 OR is_changed = 1
ORDER BY last_seq`,
    params: binding.params(),
    row: orderChangeRow,
  }
}

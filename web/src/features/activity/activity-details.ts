import type { ActivityDetail, ActivityReason, ChangedField } from '@catalytics/contract/activity-details.ts'
import type { ActivityEntry } from '@catalytics/contract/activity.ts'
import type { FileFormat } from '@catalytics/contract/exports.ts'
import type { SupportCategory } from '@catalytics/contract/help.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'
import type { useText } from '../../i18n/texts.ts'
import { formatDay, formatNumber } from '../../lib/format.ts'
import { formatDuration } from './duration.ts'

type Texts = ReturnType<typeof useText>
type Value = NonNullable<ActivityEntry['details'][string]>
type Words = Readonly<Record<string, string>>

/** One thing that an entry tells, in words. */
export type Told = { readonly name: string; readonly label: string; readonly value: string }

/** What an entry tells beside its type; ids that say nothing beside a name are left out, the export has them. */
export function tellDetails(entry: ActivityEntry, texts: Texts): readonly Told[] {
  const names: Readonly<Record<ActivityDetail, string>> = texts.tree.activity.details
  return Object.entries(withoutRepetition(entry)).flatMap(([name, value]) => {
    const told = isDetail(name) ? tellers[name](value, texts) : value
    const label = isDetail(name) ? names[name] : name
    return told === null || told === '' ? [] : [{ name, label, value: String(told) }]
  })
}

/** How each detail is said; null is what a setting is not limited to. */
type Teller = (value: Value | null, texts: Texts) => Value | null

const tellers: Readonly<Record<ActivityDetail, Teller>> = {
  account: asItIs,
  email: asItIs,
  export: asItIs,
  import: asItIs,
  invitation: asItIs,
  lead_id: asItIs,
  merged_lead: asItIs,
  name: asItIs,
  password: asItIs,
  request: asItIs,
  site: asItIs,
  time_zone: asItIs,
  user: asItIs,
  accepted: aNumber,
  actions: aNumber,
  count: aNumber,
  duplicates: aNumber,
  people: aNumber,
  refused: aNumber,
  rejected: aNumber,
  removed: aNumber,
  rows: aNumber,
  taken: aNumber,
  role: aRole,
  from: aRole,
  to: aRole,
  before: (value, { language }) => formatDay(String(value), language),
  overlap_seconds: (value, { language, say }) =>
    value === 0 ? say('activity.values.notAtAll') : formatDuration(Number(value), language),
  content: (_value, { say }) => say('activity.title'),
  format: (value, { tree }) => oneOf<FileFormat>(tree.activity.formats, value),
  reason: (value, { tree }) =>
    oneOf<ActivityReason>({ ...tree.rejectReasons, ...tree.activity.values.reasons }, value),
  category: (value, { tree }) => {
    const categories: Readonly<Record<SupportCategory, { readonly label: string }>> = tree.support.categories
    return labelOf(categories, value)
  },
  scopes: (value, { tree, language }) => {
    const words: Readonly<Record<Scope, { readonly label: string }>> = tree.scopes
    return listOf(value, language, (one) => labelOf(words, one))
  },
  fields: (value, { tree, language }) =>
    listOf(value, language, (one) => oneOf<ChangedField>(tree.activity.details, one)),
  unknown_segments: (value, { tree }) => oneOf<'create' | 'reject'>(tree.activity.values.unknown, value),
  retention_months: (value, { say }) =>
    value === null
      ? say('contracts.retention.ever')
      : say('activity.values.months', { count: Number(value) }),
  second_factor_required: (value, { say }) =>
    say(value === true ? 'activity.values.yes' : 'activity.values.no'),
}

function isDetail(name: string): name is ActivityDetail {
  return Object.hasOwn(tellers, name)
}

function asItIs(value: Value | null): Value | null {
  return value
}

function aNumber(value: Value | null, { language }: Texts): string {
  return formatNumber(Number(value), language)
}

function aRole(value: Value | null, { tree }: Texts): string {
  return oneOf<Role>(tree.roles, value)
}

/** The word for a value of a closed list: the compiler asks for all of them. */
function oneOf<Name extends string>(words: Readonly<Record<Name, string>>, value: Value | null): string {
  const known: Words = words
  return known[String(value)] ?? String(value)
}

function labelOf<Name extends string>(
  words: Readonly<Record<Name, { readonly label: string }>>,
  value: Value | null,
): string {
  const known: Readonly<Record<string, { readonly label: string }>> = words
  return known[String(value)]?.label ?? String(value)
}

function listOf(value: Value | null, language: Texts['language'], word: (one: string) => string): string {
  const words = String(value ?? '')
    .split(', ')
    .map(word)
  return new Intl.ListFormat(language, { type: 'unit' }).format(words)
}

function withoutRepetition({ type, actor, details }: ActivityEntry): ActivityEntry['details'] {
  const { account, user, invitation, fields, ...others } = details
  return {
    ...others,
    ...(!('name' in details) && account !== actor && given({ account })),
    ...(!('email' in details) && given({ user, invitation })),
    // Settings whose new value stands beside need not be listed.
    ...given({ fields: type === 'settings_changed' ? unlisted(fields, details) : fields }),
  }
}

function given(details: Readonly<Record<string, ActivityEntry['details'][string] | undefined>>) {
  return Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function unlisted(fields: ActivityEntry['details'][string] | undefined, details: ActivityEntry['details']) {
  if (typeof fields !== 'string') return fields
  const rest = fields.split(', ').filter((field) => !Object.hasOwn(details, field))
  return rest.length === 0 ? undefined : rest.join(', ')
}

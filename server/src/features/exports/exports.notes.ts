import { firstSpoken, type Language } from '@catalytics/contract/languages.ts'
import { isoInstant } from '../../lib/clock.ts'
import type { FileLabels, FileNotes } from '../../stores/files/table.ts'
import type { Contract } from '../contracts/contracts.ts'

/** What the rows of a file are called: in its name, and by {@link FileWords} in its title. */
export const contentNames = ['lead-actions', 'leads', 'activity'] as const
export type ContentName = (typeof contentNames)[number]

/** What may narrow the rows of a file. */
type FilterName = 'actions' | 'segments' | 'countries' | 'locked_to' | 'types' | 'actor'

/** One part of what was asked for; without values, no part. */
export type Filtered = readonly [name: FilterName, values: readonly string[]]

/** What a file says about itself: in the last sheet of a workbook, and in the manifest of a zip. */
type FileWords = {
  readonly contents: Readonly<Record<ContentName, string>>
  readonly title: (contract: string, content: string) => string
  readonly filters: Readonly<Record<FilterName, string>>
  readonly noFilter: string
  /** `from` is included, `to` is not. */
  readonly period: (from: string, to: string) => string
  readonly wholeTime: string
  readonly labels: FileLabels
}

type Facts = {
  readonly filter: readonly Filtered[]
  /** Epoch milliseconds; null without such an end. */
  readonly period: { readonly from: number | null; readonly to: number | null }
  /** Null for rows that are not of the contract's sequence. */
  readonly sequence: { readonly through: number } | null
  readonly contract: Pick<Contract, 'name' | 'time_zone'>
  readonly content: ContentName
  /** Of the reader; its language is the file's. English where absent. */
  readonly locale: string | undefined
  /** Epoch milliseconds. */
  readonly now: number
}

/** What a file says about itself, in the language of its reader. */
export function notesOf({
  contract,
  content,
  locale = 'en',
  filter,
  period,
  sequence,
  now,
}: Facts): FileNotes {
  const words = fileWords[firstSpoken([locale])]
  const parts = filter.flatMap(([what, values]) =>
    values.length === 0 ? [] : [`${words.filters[what]} ${values.join(', ')}`],
  )
  const { from, to } = period
  return {
    title: words.title(contract.name, words.contents[content]),
    filter: parts.length === 0 ? words.noFilter : parts.join('; '),
    period: from === null && to === null ? words.wholeTime : words.period(edge(from), edge(to)),
    time_zone: contract.time_zone,
    from_seq: sequence === null ? null : 1,
    to_seq: sequence?.through ?? null,
    made_at: isoInstant(now),
    labels: words.labels,
  }
}

function edge(instant: number | null): string {
  return instant === null ? '…' : isoInstant(instant)
}

/** In each language; a content, a filter or a label without a name does not compile. */
export const fileWords: Readonly<Record<Language, FileWords>> = {
  en: {
    contents: { 'lead-actions': 'lead actions', leads: 'leads', activity: 'activity' },
    title: (contract, content) => `${contract}: ${content}`,
    filters: {
      actions: 'actions',
      segments: 'segments',
      countries: 'countries',
      locked_to: 'locked to',
      types: 'types',
      actor: 'actor',
    },
    noFilter: 'none',
    period: (from, to) => `${from} to ${to} (excluded)`,
    wholeTime: 'all',
    labels: {
      data: 'Data',
      about: 'About',
      title: 'Title',
      filter: 'Filter',
      period: 'Period',
      time_zone: 'Days',
      times: 'Times',
      from_seq: 'First sequence number',
      to_seq: 'Last sequence number',
      made_at: 'Made at',
      rows: 'Rows',
      cut_texts: 'Texts cut to 32,767 characters, the most a cell holds',
    },
  },
  fr: {
    contents: { 'lead-actions': 'actions des leads', leads: 'leads', activity: 'journal d’activité' },
    title: (contract, content) => `${contract} : ${content}`,
    filters: {
      actions: 'actions',
      segments: 'segments',
      countries: 'pays',
      locked_to: 'limité à',
      types: 'types',
      actor: 'auteur',
    },
    noFilter: 'aucun',
    period: (from, to) => `du ${from} au ${to} (exclu)`,
    wholeTime: 'toute la durée',
    labels: {
      data: 'Données',
      about: 'À propos',
      title: 'Titre',
      filter: 'Filtre',
      period: 'Période',
      time_zone: 'Jours',
      times: 'Heures',
      from_seq: 'Premier numéro de séquence',
      to_seq: 'Dernier numéro de séquence',
      made_at: 'Créé le',
      rows: 'Lignes',
      cut_texts: 'Textes coupés à 32 767 caractères, le maximum d’une cellule',
    },
  },
  de: {
    contents: { 'lead-actions': 'Aktionen der Leads', leads: 'Leads', activity: 'Aktivitätsprotokoll' },
    title: (contract, content) => `${contract}: ${content}`,
    filters: {
      actions: 'Aktionen',
      segments: 'Segmente',
      countries: 'Länder',
      locked_to: 'beschränkt auf',
      types: 'Arten',
      actor: 'Urheber',
    },
    noFilter: 'keiner',
    period: (from, to) => `von ${from} bis ${to} (ausschließlich)`,
    wholeTime: 'gesamter Zeitraum',
    labels: {
      data: 'Daten',
      about: 'Über diese Datei',
      title: 'Titel',
      filter: 'Filter',
      period: 'Zeitraum',
      time_zone: 'Tage',
      times: 'Uhrzeiten',
      from_seq: 'Erste Folgenummer',
      to_seq: 'Letzte Folgenummer',
      made_at: 'Erstellt am',
      rows: 'Zeilen',
      cut_texts: 'Auf 32.767 Zeichen gekürzte Texte; mehr fasst eine Zelle nicht',
    },
  },
}

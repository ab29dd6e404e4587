import { z } from 'zod'
import {
  boolean,
  coded,
  column,
  instant,
  integer,
  maybeInstant,
  maybeText,
  number,
  text,
  type Columns,
} from './columns.ts'
import { channelKind, eventType } from './events.ts'
import { personColumns } from './person-columns.ts'

/*
 * The columns of leads, each of them written once, here and in `person-columns.ts`: its name, what its cells hold, where
 * the value comes from, whether people wrote it, what it means. Schemas, headers, files, statements and what is put
 * together byte by byte follow from these tables, in their order.
 */

/** What an event tells of the action itself. */
export const eventColumns = {
  seq: column(integer, 'event', 'Number in the contract’s sequence of changes; strictly increasing.'),
  action_id: column(coded(z.guid()), 'event', 'The event’s id.'),
  action: column(coded(eventType), 'event', 'What the person did.'),
  at: column(instant, 'event', 'When it happened: instant in UTC, ISO 8601 with milliseconds.'),
  catalog: column(text, 'event', 'Key of the catalog.'),
  channel_kind: column(coded(channelKind), 'event', 'Whether it happened on a network or a site.'),
  channel: column(text, 'event', 'Key of the network or site.'),
  category: column(maybeText, 'event', 'Path of the part’s category, levels separated by /'),
  part_family: column(maybeText, 'event', 'Family of the part.'),
  part_number: column(maybeText, 'event', 'Number of the part.'),
  configuration: column(maybeText, 'event', 'Chosen values as a JSON object in text, keys sorted.'),
  cad_format: column(maybeText, 'event', 'CAD format; only with cad_download.'),
  document: column(maybeText, 'event', 'Name of the document; only with document_open.'),
  document_kind: column(maybeText, 'event', 'Kind of the document; only with document_open.'),
  quote_quantity: column(number, 'event', 'Quantity asked for; only with quote_request.'),
  quote_message: column(maybeText, 'both', 'What the person wrote; only with quote_request.'),
} as const

/** What a person did inside the filter. */
export const countColumns = {
  actions: column(integer, 'event', 'Number of actions.'),
  cad_downloads: column(integer, 'event', 'Number of CAD downloads.'),
  documents_opened: column(integer, 'event', 'Number of documents opened.'),
  quote_requests: column(integer, 'event', 'Number of requests for quotation.'),
  product_views: column(integer, 'event', 'Number of product views.'),
  contact_clicks: column(integer, 'event', 'Number of contact clicks.'),
  first_action_at: column(maybeInstant, 'event', 'First action: instant in UTC, ISO 8601 with milliseconds.'),
  last_action_at: column(maybeInstant, 'event', 'Last action: instant in UTC, ISO 8601 with milliseconds.'),
  top_part_family: column(
    maybeText,
    'event',
    'The family of most actions; the first by name where several tie.',
  ),
  last_seq: column(integer, 'event', 'Sequence number of the latest action inside the filter.'),
} as const

/** A lead action: what happened, who it was, and what only the two together tell. */
export const leadActionTable = {
  ...eventColumns,
  ...personColumns,
  new_user: column(
    boolean,
    'both',
    'True for the person’s first CAD download or document opening in the contract, else false.',
  ),
} as const satisfies Columns

/** A lead: who it is, and what they did. */
export const leadTable = { ...personColumns, ...countColumns } as const satisfies Columns

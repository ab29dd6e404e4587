import { names } from '@catalytics/contract/words/en/names.ts'
/** The glossary itself, which comes with its page. */
export const glossaryWords = {
  product: {
    contract: {
      term: 'Contract',
      text: 'The data set that a customer is entitled to. It owns catalogs and sites, and nothing of one contract is ever seen in another. A user may have several.',
    },
    catalog: {
      term: names.segmentKinds.catalog,
      text: 'One published product range, with its categories, part families and part numbers.',
    },
    channel: {
      term: 'Channel',
      text: 'Where an action happened: on a public network of part catalogs, or on a site in which the catalog is embedded.',
    },
    segment: {
      term: 'Segment',
      text: 'A part of the data that can be picked in a view: a catalog, a site or a network. Without a pick, a view shows all segments.',
    },
    event: {
      term: 'Event',
      text: 'One recorded action: a CAD download, an opened document, a request for quotation, a product view or a click on a contact.',
    },
    consent: {
      term: 'Consent',
      text: 'The agreement of a person that the manufacturer receives their data. It decides what leaves: without it a person is counted, never named.',
    },
    view: {
      term: 'Analysis view',
      text: 'A page about one primary dimension, with segments, period, charts, dimensions and a table. Overviews are ready-made; a custom view is one that a user saved.',
    },
    synthesis: {
      term: 'Synthesis',
      text: 'The ready-made report of up to twelve past calendar months over all data of a user’s contracts.',
    },
    leadsReport: {
      term: 'Leads report',
      text: 'The detailed report of leads and their actions, filtered by primary dimension.',
    },
    recipientList: {
      term: 'Recipient list',
      text: 'A named list of registered users of a contract that reports are sent to.',
    },
    delivery: {
      term: 'Delivery',
      text: 'One run of a report that reaches one target: an e-mail address or a file server. Every delivery is recorded in a ledger.',
    },
    activity: {
      term: 'Activity',
      text: 'The log of what users and service accounts did. It can be read and exported, never changed.',
    },
  },
  people: {
    person: {
      term: 'Person',
      text: 'The end user behind events, usually an engineer, identified by e-mail address inside one contract.',
    },
    lead: {
      term: 'Lead',
      text: 'A person who did at least one action on the contract’s catalogs and has agreed that the manufacturer receives their data.',
    },
    newUser: {
      term: 'New user',
      text: 'A person whose first CAD download or document opening inside the contract falls in the period.',
    },
    user: {
      term: 'User',
      text: 'Somebody who signs in to Catalytics. Never an end user of a catalog.',
    },
    role: {
      term: 'Role',
      text: 'What a user may do in a contract: account administrator, administrator, analyst or viewer.',
    },
    serviceAccount: {
      term: 'Service account',
      text: 'A machine identity bound to one contract, by which a program pulls leads or sends events without a person’s login.',
    },
  },
  metrics: {
    metric: {
      term: 'Metric',
      text: 'What is counted. All metrics are exact: nothing is sampled or cut off, and the same figure appears on the screen, in the API, in files and in e-mails.',
    },
    cadDownloads: {
      term: names.metrics.cad_downloads,
      text: 'How often a part’s CAD file was downloaded.',
    },
    documentsOpened: {
      term: names.metrics.documents_opened,
      text: 'How often a data sheet, manual or other document was opened.',
    },
    quoteRequests: {
      term: names.metrics.quote_requests,
      text: 'How often somebody asked for an offer.',
    },
    productViews: {
      term: names.metrics.product_views,
      text: 'How often a part was looked at.',
    },
    contactClicks: {
      term: names.metrics.contact_clicks,
      text: 'How often the address of a dealer or of the manufacturer was opened.',
    },
    leads: {
      term: names.metrics.leads,
      text: 'How many different leads acted in the period. A total is counted anew and never added up: who appears in two countries is one lead in all.',
    },
    companies: {
      term: names.metrics.companies,
      text: 'How many different companies the persons of the period belong to.',
    },
    downloadRate: {
      term: names.metrics.download_rate,
      text: 'CAD downloads divided by product views.',
    },
    quoteRate: {
      term: names.metrics.quote_rate,
      text: 'Requests for quotation divided by product views.',
    },
  },
  dimensions: {
    primaryDimension: {
      term: 'Primary dimension',
      text: 'What a view or report is about: CAD files, documents, requests for quotation, new users or product views.',
    },
    dimension: {
      term: 'Dimension',
      text: 'What a figure can be split by.',
    },
    partFamily: {
      term: names.dimensions.part_family,
      text: 'Parts of one kind that differ in size or execution.',
    },
    partNumber: {
      term: names.dimensions.part_number,
      text: 'What the manufacturer calls one part. Always text: 00123 stays 00123.',
    },
    configuration: {
      term: names.dimensions.configuration,
      text: 'The values chosen for a part that can be configured, such as its diameter.',
    },
    cadFormat: {
      term: names.dimensions.cad_format,
      text: 'The kind of CAD file that was downloaded, such as STEP AP214.',
    },
    country: {
      term: names.personFields.country,
      text: 'The country of the person, or of the visit where the person is not known (ISO 3166-1).',
    },
    department: {
      term: names.personFields.department,
      text: 'Where in the company the person works, such as development or purchasing.',
    },
    network: {
      term: names.segmentKinds.network,
      text: 'A public network of part catalogs, on which many manufacturers publish.',
    },
    site: {
      term: names.segmentKinds.site,
      text: 'A web site in which a catalog of the contract is embedded.',
    },
    period: {
      term: 'Day, week, month, quarter, year',
      text: 'Pieces of the calendar in the time zone of the contract. Weeks begin on Monday (ISO 8601).',
    },
  },
} as const

export const people = {
  title: 'People',
  about:
    'What is stored about a person: see it, hand it over, withdraw consent, erase. Every search is written into the activity log.',
  notForRole: 'Account administrators and administrators of the contract look after people’s data.',
  find: 'Find',
  findHelp: 'It is sent to the server only, and never stands in an address.',
  email: 'E-mail of the person',
  another: 'Find another person',
  download: 'Download',
  data: 'Person',
  dataAbout: 'As events told it; the latest word holds for each field.',
  firstSeen: 'First seen',
  leadId: 'Lead id',
  quarantined_one: '{{count, number}} refused event carries this e-mail',
  quarantined_other: '{{count, number}} refused events carry this e-mail',
  consent: {
    title: 'Consent',
    yes: 'given: leaves as a lead',
    no: 'not given: never leaves as a lead',
    text: 'text {{version}}',
  },
  actions: {
    title: 'Actions',
    about: 'Everything this person did in the catalogs.',
    none: 'Nothing is stored that this person did.',
    all_one: 'Show {{count, number}}',
    all_other: 'Show all {{count, number}}',
  },
  columns: {
    action: 'Action',
    at: 'When',
    part: 'Part',
    what: 'Detail',
    catalog: 'Catalog',
    channel: 'Channel',
    actor: 'Receiver',
    actorId: 'Receiver’s id',
    road: 'Sent by',
  },
  deliveries: {
    title: 'Deliveries',
    about: 'What left with this person in it, and who received it.',
    none: 'Nothing has left with this person in it.',
  },
  withdraw: {
    link: 'Withdraw consent',
    title: 'Withdraw the consent of {{email}}?',
    follows:
      'From the next answer on no export shows this person, and the change feed tells programs that follow it. The actions stay counted. Only the person can agree again, in a catalog.',
  },
  erase: {
    link: 'Erase',
    title: 'Erase {{email}} for good?',
    follows:
      'Name, address, company and messages are removed at once; actions are counted without a name from then on. Files that hold the person are deleted, and the change feed tells programs that follow it.',
    after:
      'It cannot be undone. Afterwards stands here who had received the data, so that you can tell them.',
  },
  erasure: {
    title: 'Erasure',
    state: 'State',
    at: 'Erased',
    running: 'cleaning up',
    done: 'done',
    runningAbout:
      'Gone from every view and answer already. Files, old copies on the disk and the list of receivers follow; this page may be closed.',
    doneAbout: 'Nothing of the person is left, on the disk either.',
    tell: 'Whom to tell',
    tellAbout: 'Past deliveries that held the person. Their receivers erase their own copies.',
    listing: 'The list is being made …',
  },
} as const

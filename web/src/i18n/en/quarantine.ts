export const quarantine = {
  title: 'Quarantine',
  about:
    'Refused events wait here until a new attempt succeeds or their retention ends. Rows of a file that could not be read as events appear in the report of their import only.',
  none: {
    title: 'Nothing is in quarantine',
    about: 'Every event so far was accepted. A refused one appears here, with the reason.',
  },
  reason: 'Reason',
  allReasons: 'All reasons',
  noneOfReason: 'No event waits for this reason any more.',
  chooseAll: 'Choose all shown',
  choose: 'Choose: {{reason}}, {{detail}}',
  tryAll_one: 'Try {{count, number}} event again',
  tryAll_other: 'Try all {{count, number}} again',
  tryChosen_one: 'Try {{count, number}} chosen again',
  tryChosen_other: 'Try {{count, number}} chosen again',
  event: 'Event',
  incomplete:
    'Not all that was sent is kept of this event, so it cannot be tried again. Its sender has to send it again.',
  from: {
    account: 'Service account {{name}}',
    import: 'Import of {{name}}',
    site: 'Site {{name}}',
  },
  eventOf: 'Event {{id}}',
  more: 'Show more',
  replayed: {
    nothing: 'There was nothing left to try.',
    taken_one: '{{count, number}} event has been accepted.',
    taken_other: '{{count, number}} events have been accepted.',
    duplicates_one: '{{count, number}} was stored already, and is gone from here.',
    duplicates_other: '{{count, number}} were stored already, and are gone from here.',
    refused_one: '{{count, number}} was refused again and still waits here.',
    refused_other: '{{count, number}} were refused again and still wait here.',
  },
  remedies: {
    name: 'The contract refuses names that it does not know. Add the name, then try again:',
    segments:
      'The service account may send for other segments only. Widen its limits, and let it send again.',
    id: 'An event with this id and other content is stored already. The sender has to give each event an id of its own.',
    sender: 'Trying again helps when our rules have changed. Otherwise the sender has to correct the event.',
  },
} as const

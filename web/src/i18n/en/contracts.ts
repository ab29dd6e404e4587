export const contracts = {
  title: 'Contract settings',
  parts: 'Sections of the settings',
  id: 'Contract id',
  made: 'Created',
  general: {
    link: 'General',
    about: 'Settings for all data of the contract. They apply from the next request on.',
  },
  basics: 'Name and days',
  basicsAbout: 'How colleagues find the contract, and when its days begin.',
  name: 'Name',
  timeZone: 'Time zone',
  timeZoneHelp: 'Days, weeks and months of every view, report and export begin at midnight in this zone.',
  unknown: {
    title: 'Unknown names',
    about: 'When an event names a catalog, network or site for the first time.',
    create: {
      label: 'Accept the event and add the name',
      help: 'New catalogs and sites appear automatically.',
    },
    reject: {
      label: 'Refuse the event',
      help: 'It waits in quarantine and can be tried again once the name has been added here.',
    },
  },
  domains: {
    title: 'Excluded from leads',
    about: 'Own staff, competitors, partners: their actions are counted, but they never leave as leads.',
    label: 'E-mail domains',
    help: 'One per line. Subdomains are included.',
  },
  retention: {
    title: 'Retention',
    about: 'For how long actions are kept. Older ones are removed every hour, whole days at a time.',
    ever: 'For ever',
    limited: 'For a number of months',
    months: 'Months',
    monthsHelp: 'Between 1 and 240.',
    counting: 'Calculating …',
    before: 'Everything before {{day}} would be removed.',
    actions_one: 'At present: {{count, number}} action.',
    actions_other: 'At present: {{count, number}} actions.',
    people_one: '{{count, number}} person has done nothing since and would be removed.',
    people_other: '{{count, number}} people have done nothing since and would be removed.',
    do: 'Change retention',
    ask_one: 'Keep actions for {{count, number}} month only?',
    ask_other: 'Keep actions for {{count, number}} months only?',
    follows:
      'Removed data disappears from views, exports and the change feed within the hour. It can be restored from a backup only.',
    confirm: 'Remove what is older',
  },
  factor: {
    title: 'Second factor',
    about:
      'Whether users need a code of an authenticator app beside their password. Users who sign in through your identity provider follow its rules.',
    choices: {
      free: { label: 'Left to each user', help: 'Everybody decides in their own account.' },
      required: {
        label: 'Required of everybody',
        help: 'Who has none cannot use this contract until they have set one up in their account: it takes two minutes. Service accounts are not concerned.',
      },
    },
    whose: 'Account administrators decide this.',
    save: 'Change the requirement',
    ask: 'Require a second factor of everybody?',
    do: 'Require it',
    all: 'Nobody is locked out by it.',
    without_one:
      '{{count, number}} user has none, and is locked out from the next request on until they have set one up:',
    without_other:
      '{{count, number}} users have none, and are locked out from the next request on until they have set one up:',
    more_one: 'and {{count, number}} more',
    more_other: 'and {{count, number}} more',
    own: 'You have none yourself: you would be locked out too, and could not even take this back. Set one up first.',
    ownLink: 'Set up a second factor',
  },
  features: {
    title: 'Features',
    about:
      'The operator of the installation switches them on and off. Ask for a change through “Contact support”.',
    on: 'on',
    off: 'off',
    names: { service_accounts: 'Service accounts' },
  },
} as const

export const frame = {
  skip: 'Skip to content',
  language: 'Language: {{name}}',
  theme: {
    title: 'Appearance',
    label: 'Appearance: {{name}}',
    light: 'Light',
    dark: 'Dark',
    system: 'As the system',
  },
  help: { label: 'Help', glossary: 'Glossary', reference: 'API reference' },
  mainMenu: 'Main menu',
  menu: 'Menu',
  gear: 'Administration',
  you: 'You',
  signOut: 'Sign out',
  contract: 'Contract: {{name}}',
  user: 'Signed in as {{name}}',
  palette: {
    title: 'Go to or do',
    search: 'Page, contract, language …',
    none: 'Nothing is called “{{search}}”.',
    page: 'Page',
    contract: 'Contract',
    language: 'Language',
  },
  keys: {
    title: 'Keys',
    search: 'Search on this page',
    letters: 'Single keys do something',
    lettersHelp: 'Switch off when a speech program types them by mistake. Ctrl K always works.',
  },
  again: {
    title: 'Your session has ended',
    about: 'Sign in again to go on. What you have typed on this page stays.',
    leave: 'Leave the page',
  },
  noSuchPage: {
    title: 'There is no such page',
    about: 'The address leads nowhere: it may be mistyped, or the page has moved.',
    home: 'To the first page',
  },
  crash: {
    title: 'This page has failed',
    about:
      'The fault is ours, and nothing that was saved is lost. Load the page again; if it fails again, tell the operator what stands below.',
    reload: 'Load again',
  },
} as const

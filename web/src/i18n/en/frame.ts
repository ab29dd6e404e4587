export const frame = {
  skip: 'Skip to content',
  language: 'Language: {{name}}',
  theme: { label: 'Appearance: {{name}}', light: 'Light', dark: 'Dark', system: 'As the system' },
  help: { label: 'Help', glossary: 'Glossary', reference: 'API reference' },
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

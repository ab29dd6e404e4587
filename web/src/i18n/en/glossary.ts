export const glossary = {
  title: 'Glossary',
  about: 'The words of Catalytics: what they mean here, on every screen, in every file and in the API.',
  search: 'Search the glossary',
  none: 'No results for “{{search}}”.',
  count_one: '{{count, number}} word',
  count_other: '{{count, number}} words',
  groups: {
    product: 'Product and data',
    people: 'People and access',
    metrics: 'Metrics',
    dimensions: 'Dimensions',
  },
} as const

import type { RoomName } from './room-name.ts'

/** Where a new room is written down: a line before (or after) one that is there already. */
export type Entry = {
  readonly path: string
  readonly line: string
  /** Undefined: the line is an import, and stands first. */
  readonly at?: { readonly before: string } | { readonly after: string }
}

/** The tables in which every room has its line. */
export function entriesOf({ kebab, camel, pascal }: RoomName): readonly Entry[] {
  const key = kebab.includes('-') ? `'${kebab}'` : kebab
  const route = `'GET /api/v1/contracts/:contract/${kebab}'`
  const room = `      ${`${kebab}/`.padEnd(14)}what it is about, in a few words`
  return [
    {
      path: 'server/src/app.ts',
      line: `import { open${pascal} } from './features/${kebab}/${kebab}.open.ts'`,
    },
    {
      path: 'server/src/app.ts',
      line: `  add(open${pascal}(platform))`,
      at: { after: '  add(openInstallation(platform))' },
    },
    {
      path: 'checks/allowed-imports.ts',
      line: `    ${key}: ['contracts'],`,
      at: { after: '  roomEdges: {' },
    },
    {
      path: 'server/test/route-table.ts',
      line: `  ${route}: contracts,`,
      at: { before: "  'GET /api/v1/contracts/:contract/activity': { access: 'see_activity' }," },
    },
    {
      path: 'server/test/who-may-call.ts',
      line: `  ${route}: managers,`,
      at: { before: "  'GET /api/v1/contracts/:contract/retention': managers," },
    },
    ...['en', 'fr', 'de'].flatMap((language): readonly Entry[] => [
      { path: `web/src/i18n/${language}/${language}.ts`, line: `import { ${camel} } from './${kebab}.ts'` },
      {
        path: `web/src/i18n/${language}/${language}.ts`,
        line: `  ${camel},`,
        at: { after: `export const ${language} = {` },
      },
    ]),
    {
      path: 'web/src/app/router.tsx',
      line: `const ${camel} = createRoute({
  getParentRoute: () => contract,
  path: '/${kebab}',
  component: pageOf(() => import('../features/${kebab}/${kebab}-page.tsx'), '${pascal}Page'),
})
`,
      at: { before: '/** Every page by its address.' },
    },
    { path: 'web/src/app/router.tsx', line: `        ${camel},`, at: { after: '        permissions,' } },
    {
      path: 'web/src/app/destinations.ts',
      line: `  {
    id: '${kebab}',
    menu: 'gear',
    label: '${camel}.title',
    needs: { permission: 'manage_contract' },
    link: (contract) => ({ to: '/c/$contract/${kebab}', params: { contract } }),
  },`,
      at: { before: "  {\n    id: 'account'," },
    },
    {
      path: 'e2e/pictures-shots.ts',
      line: `    inside('${kebab}', \`\${acme}/${kebab}\`),`,
      at: { before: "    inside('account', '/account')," },
    },
    { path: 'ARCHITECTURE.md', line: room, at: { after: '    features/ ' } },
  ]
}

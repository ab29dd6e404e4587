import type { RoomName } from './room-name.ts'

/** The files of a new room in the browser application, by path from the root. */
export function pageFiles({ kebab, camel, pascal, words }: RoomName): Readonly<Record<string, string>> {
  const folder = `web/src/features/${kebab}`
  return {
    [`${folder}/${kebab}.api.ts`]: `import { queryOptions } from '@tanstack/react-query'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { ${camel}Answer } from '@catalytics/contract/${kebab}.ts'
import { apiPath, get } from '../../lib/api.ts'

export function ${camel}Query(contract: ContractId) {
  return queryOptions({
    queryKey: ['${kebab}', contract],
    queryFn: ({ signal }) => get(apiPath\`/contracts/\${contract}/${kebab}\`, ${camel}Answer, signal),
  })
}
`,
    [`${folder}/${kebab}-page.tsx`]: `import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useText } from '../../i18n/texts.ts'
import { Answer } from '../../ui/answer.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { ${camel}Query } from './${kebab}.api.ts'

const route = getRouteApi('/inside/c/$contract/${kebab}')

export function ${pascal}Page() {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const answer = useQuery(${camel}Query(contract.id))
  return (
    <>
      <PageTitle about={say('${camel}.about')}>{say('${camel}.title')}</PageTitle>
      <Answer of={answer} skeleton={<Skeleton height={48} />}>
        {({ actions }) => <p>{say('${camel}.actions', { count: actions })}</p>}
      </Answer>
    </>
  )
}
`,
    ...texts(camel, kebab, 'en', {
      title: words,
      about: 'What this page shows.',
      actions: 'Actions: {{count, number}}',
    }),
    ...texts(camel, kebab, 'fr', {
      title: words,
      about: 'Ce que montre cette page.',
      actions: 'Actions : {{count, number}}',
    }),
    ...texts(camel, kebab, 'de', {
      title: words,
      about: 'Was diese Seite zeigt.',
      actions: 'Aktionen: {{count, number}}',
    }),
    [`e2e/${kebab}.spec.ts`]: `import { expect, test } from 'vitest'
import { at, expectEveryLook } from './every-look.ts'
import { ownInstallation } from './own-installation.ts'
import { openVisitor } from './visitor.ts'

const { claire, contracts } = ownInstallation()
const page = \`/c/\${contracts.acme}/${kebab}\`

test('every look of the page', async () => {
  await expectEveryLook(await openVisitor({ as: claire }), '${kebab}', at(page))
})

test('the page is reached by the palette, and says how many actions there are', async () => {
  const visitor = await openVisitor({ as: claire })
  await visitor.go(\`/c/\${contracts.acme}/members\`)
  await visitor.page.keyboard.press('Control+k')
  await visitor.page.keyboard.type('${words}')
  await visitor.page.keyboard.press('Enter')

  await visitor.page.getByText(/^Actions: [1-9]/).waitFor()
  expect(new URL(visitor.page.url()).pathname).toBe(page)
})
`,
  }
}

type Words = { readonly title: string; readonly about: string; readonly actions: string }

function texts(camel: string, kebab: string, language: 'en' | 'fr' | 'de', { title, about, actions }: Words) {
  const lines = `  title: '${title}',\n  about: '${about}',\n  actions: '${actions}',\n`
  const text =
    language === 'en'
      ? `export const ${camel} = {\n${lines}} as const\n`
      : `import type { ${camel} as english } from '../en/${kebab}.ts'
import type { Translated } from '../text-types.ts'

export const ${camel}: Translated<typeof english${language === 'fr' ? ", 'many'" : ''}> = {\n${lines}}\n`
  return { [`web/src/i18n/${language}/${kebab}.ts`]: text }
}

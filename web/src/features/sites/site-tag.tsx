import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContractId, PublicKey } from '@catalytics/contract/ids.ts'
import { useText } from '../../i18n/texts.ts'
import { segmentsQuery } from '../../lib/segments.ts'
import { CodeText } from '../../ui/code-text.tsx'
import classes from './sites.module.css'
import { tagText } from './tag-text.ts'

type Props = { readonly contract: ContractId; readonly publicKey: PublicKey }

/** What goes into the pages of the site, for this installation and this key. */
export function SiteTag({ contract, publicKey }: Props) {
  const { say } = useText()
  const segments = useQuery(segmentsQuery(contract))
  const catalogs = (segments.data?.data ?? []).filter(({ kind }) => kind === 'catalog')
  const [picked, setPicked] = useState<string>()
  const catalog = picked ?? catalogs[0]?.key ?? ''
  const text = tagText({ installation: location.origin, publicKey, catalog })
  return (
    <div className={classes['tag']}>
      {catalogs.length > 0 && (
        <NativeSelect
          className={classes['short']}
          label={say('segmentKinds.catalog')}
          description={say('sites.site.tagCatalog')}
          data={[
            ...catalogs.map(({ key, name }) => ({ value: key, label: name })),
            { value: '', label: say('sites.site.eachEvent') },
          ]}
          value={catalog}
          onChange={(event) => setPicked(event.currentTarget.value)}
        />
      )}
      <CodeText
        label={say('sites.site.tagText')}
        text={text}
        copy={{ value: text, what: say('sites.site.tagName') }}
      />
      <p>{say('sites.site.call')}</p>
      <CodeText
        label={say('sites.site.example')}
        text={example}
        copy={{ value: example, what: say('sites.site.example') }}
      />
    </div>
  )
}

const example = `catalytics('product_view', { part: { number: '00123' } })
catalytics('cad_download', { part: { number: '00123' }, format: 'STEP AP214' })
`

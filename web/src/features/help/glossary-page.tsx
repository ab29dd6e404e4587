import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { glossaryWords as de } from '../../i18n/de/glossary-words.ts'
import { glossaryWords as en } from '../../i18n/en/glossary-words.ts'
import { glossaryWords as fr } from '../../i18n/fr/glossary-words.ts'
import { useText } from '../../i18n/texts.ts'
import { fitsSearch } from '../../lib/search-text.ts'
import { Icon } from '../../ui/icon.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import classes from './glossary-page.module.css'

const groupNames = ['product', 'people', 'metrics', 'dimensions'] as const

// Beside this page and not among the texts of all: the first page is the lighter for it.
const words = { en, fr, de } as const

/** What the words of the menus, metrics and dimensions mean. */
export function GlossaryPage() {
  const { say, language } = useText()
  const [search, setSearch] = useState('')
  const groups = groupNames.map((name) => ({
    name,
    title: say(`glossary.groups.${name}`),
    words: Object.entries(words[language][name])
      .map(([id, word]) => ({ id, ...word }))
      .filter(({ term, text }) => fitsSearch(`${term} ${text}`, search))
      .toSorted((a, b) => a.term.localeCompare(b.term, language)),
  }))
  const found = groups.reduce((sum, group) => sum + group.words.length, 0)
  return (
    <>
      <PageTitle about={say('glossary.about')}>{say('glossary.title')}</PageTitle>
      <div className={classes['search']}>
        <TextInput
          type="search"
          aria-label={say('glossary.search')}
          placeholder={say('glossary.search')}
          leftSection={<Icon name="search" />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <p className={classes['count']} role="status">
          {found === 0 ? say('glossary.none', { search }) : say('glossary.count', { count: found })}
        </p>
      </div>
      {groups
        .filter((group) => group.words.length > 0)
        .map((group) => (
          <section key={group.name} className={classes['group']} aria-labelledby={`group-${group.name}`}>
            <h2 id={`group-${group.name}`}>{group.title}</h2>
            <dl>
              {group.words.map(({ id, term, text }) => (
                <div key={id} id={id} className={classes['word']}>
                  <dt>{term}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
    </>
  )
}

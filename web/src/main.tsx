import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.layer.css'
import './ui/tokens.css'
import './ui/base.css'
import { createRoot } from 'react-dom/client'
import { firstSpoken } from '@catalytics/contract/languages.ts'
import { App } from './app/app.tsx'
import { switchLanguage } from './i18n/texts.ts'
import { readPreference } from './lib/preferences.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element for the application')
await switchLanguage(firstSpoken([readPreference('language') ?? '', ...navigator.languages]))
createRoot(root).render(<App />)

// npm ci refuses a lockfile without the packages that other platforms need (npm/cli#4828): a copy of the registry that
// lags behind leaves them out. Their names and exact versions stand in the packages that want them, so they can be
// written down without the registry; on a platform that needs one, npm fetches it. Run after npm install.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { completed } from './lockfile.ts'

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const before = readFileSync(path, 'utf8')
const { text, added } = completed(before)
if (added.length > 0) writeFileSync(path, text)
console.log(
  added.length === 0 ? 'package-lock.json is complete.' : `Added to package-lock.json: ${added.join(', ')}`,
)

// Makes a room with which every check passes: `node tools/new-room.ts saved-views`. What it answers is made up.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './plan.ts'
import { roomChanges } from './room-changes.ts'

const [kebab = ''] = process.argv.slice(2)
// All of it before anything is written: a room that cannot be made leaves the tree as it was.
const changes = roomChanges(kebab, (path) =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined,
)
for (const [path, text] of changes) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
const paths = [...changes.keys()]
execFileSync(join(root, 'node_modules/.bin/oxfmt'), paths, { cwd: root, stdio: 'ignore' })
for (const path of paths) console.log(path)
console.log(`
Now say what it is about: its line in ARCHITECTURE.md, its texts, what it answers. A table of its own is a migration in
server/src/stores/directory/migrations; then npm run check, its browser spec, and npm run pictures -- --only ${kebab}.`)

import { globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Removes the notes of changes (`ALTER … UPDATE`) that did not reach the disk as a whole, because it was full or the
 * power went; to be called before chDB opens the folder, which it would refuse to do with one of them there. Nobody was
 * told that such a change had been made: whoever asked for it asks again.
 */
export function removeTornMutations(folder: string): void {
  for (const file of globSync('store/*/*/mutation_*.txt', { cwd: folder })) {
    const path = join(folder, file)
    if (!whole.test(readFileSync(path, 'utf8'))) rmSync(path)
  }
}

const whole = /^format version: 1\ncreate time: .+\ncommands: .+\n(?:.+\n)*$/

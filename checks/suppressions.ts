/** A place in the code where a rule of the linter is switched off. */
export type Suppression = {
  readonly path: string
  readonly line: number
  readonly reason: string | undefined
}

// In two pieces, so that this file does not count itself.
const directive = new RegExp(['(?:ox|es)lint', 'disable(?:-line|-next-line)?\\b([^\\n]*)'].join('-'), 'g')

/** All suppressions of a file; the reason is what follows ` -- `. */
export function suppressionsIn(path: string, text: string): readonly Suppression[] {
  return [...text.matchAll(directive)].map((match) => {
    const reason = / -- (.*)$/
      .exec(match[1] ?? '')?.[1]
      ?.replace(/\*\/\s*\}?\s*$/, '')
      .trim()
    return {
      path,
      line: text.slice(0, match.index).split('\n').length,
      reason: reason === '' ? undefined : reason,
    }
  })
}

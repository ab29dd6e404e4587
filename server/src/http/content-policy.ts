/** Directives of a Content Security Policy (CSP Level 3) by name. */
type Directives = Readonly<Record<string, readonly string[]>>

/** What every answer says: scripts, style and calls only from here, and in nobody's frame. */
export const ownContentOnly = {
  'default-src': ["'none'"],
  'connect-src': ["'self'"],
  'font-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
} as const satisfies Directives

/** The header of an answer that needs something else in places. */
export function contentPolicy(
  otherwise: Partial<Record<keyof typeof ownContentOnly, readonly string[]>>,
): string {
  return Object.entries({ ...ownContentOnly, ...otherwise })
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}

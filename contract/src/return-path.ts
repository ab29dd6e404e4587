type Address = { readonly origin: string; readonly pathname: string; readonly search: string }

/** The class `URL`: handed in, as nothing of the platform is known here. */
export type UrlClass = new (text: string, base: string) => Address

/**
 * Where to lead somebody on to, from an address that came from outside: a path of this installation with its query, or
 * `/`. It is for every address that comes back, in the browser and on the server: by the parser that browsers have, since
 * no list of forms is complete (`//host`, `/\host`, `/.//host`, tabs between).
 *
 * @param to whatever was given
 * @param own an address of this installation; only its origin counts
 */
export function returnPath(to: string, own: string, Url: UrlClass): string {
  try {
    const { origin } = new Url(own, own)
    const url = new Url(to, own)
    if (url.origin !== origin) return '/'
    const path = `${url.pathname}${url.search}`
    // Of our origin as a whole, but not always alone: the path of `/.//host` is `//host`.
    const alone = new Url(path, own)
    return alone.origin === origin && `${alone.pathname}${alone.search}` === path ? path : '/'
  } catch {
    return '/'
  }
}

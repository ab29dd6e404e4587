import { createServer } from 'node:http'

/** A catalog's own web site, on another origin than the application. */
export type CatalogSite = {
  /** The same pages as two origins: of different sites in the sense of cookies. */
  readonly origin: string
  readonly otherOrigin: string
  /** Puts a page at a path of the site. */
  readonly put: (path: string, page: Page) => void
  readonly close: () => Promise<void>
}

export type Page = { readonly html: string; readonly headers?: Readonly<Record<string, string>> }

export async function openCatalogSite(): Promise<CatalogSite> {
  const pages = new Map<string, Page>()
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? '')
    if (page === undefined) return response.writeHead(404).end()
    return response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers })
      .end(page.html)
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    origin: `http://localhost:${port}`,
    otherOrigin: `http://127.0.0.1:${port}`,
    put: (path, page) => void pages.set(path, page),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), fontFirst(), compressed()],
  build: {
    // All that the style needs: light-dark() in the tokens.
    target: ['chrome123', 'edge123', 'firefox125', 'safari17.5'],
    // Nothing inline: the policy lets data: in for pictures only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    reportCompressedSize: false,
  },
})

/** The letters of most pages are fetched with the first script, so that text does not change its width later. */
function fontFirst(): Plugin {
  return {
    name: 'font-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((name) => /inter-latin-wght-normal-.*\.woff2$/.test(name))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${name}`, crossorigin: '' },
            injectTo: 'head-prepend' as const,
          })),
    },
  }
}

/** Leaves beside each text file what the server sends to a browser that takes Brotli or gzip. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const folder = join(dir, 'assets')
      const names = readdirSync(folder).filter((file) => /\.(js|css|svg)$/.test(file))
      await Promise.all(
        names.map(async (name) => {
          const bytes = readFileSync(join(folder, name))
          writeFileSync(join(folder, `${name}.br`), await brotli(bytes))
          writeFileSync(join(folder, `${name}.gz`), await gzipped(bytes, { level: 9 }))
        }),
      )
    },
  }
}

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
  plugins: [react(), onlyChecks(), fontFirst(), compressed()],
  build: {
    // All that the style needs: light-dark() in the tokens.
    target: ['chrome123', 'edge123', 'firefox125', 'safari17.5'],
    // Nothing inline: the policy lets data: in for pictures only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    reportCompressedSize: false,
    // What many pages share is one file: dozens of small ones compress worse, and each is a request.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            // The first page has no form, and what forms need besides is in the kit already.
            {
              name: 'forms',
              test: /@mantine\/form|\/ui\/(use-form|use-fields|use-edit)\.ts|\/lib\/(fields|edit)\.ts/,
              priority: 1,
            },
            { name: 'kit', minShareCount: 8 },
          ],
        },
      },
    },
  },
})

/**
 * Leaves out how zod describes its schemas as JSON Schema, its sentences, and those of our own schemas: the server tells
 * them, a browser only checks. What schemas call when they are made stays; a description asked for in the browser is empty.
 */
function onlyChecks(): Plugin {
  return {
    name: 'only-checks',
    enforce: 'pre',
    apply: 'build',
    load(id) {
      // What stands before its first processor serves checks too.
      if (id.endsWith('/zod/v4/core/json-schema-processors.js'))
        return emptied(readFileSync(id, 'utf8'), 'export const stringProcessor')
      // Its sentences: people read those of the pages and of the server.
      if (id.endsWith('/zod/v4/locales/en.js')) return 'export default () => ({})'
      if (id.endsWith('/zod/v4/core/to-json-schema.js')) return emptied(readFileSync(id, 'utf8'), 'export ')
      return undefined
    },
    transform(code, id) {
      if (!/\/contract\/src\/[^/]+\.ts$/.test(id)) return undefined
      let text = ''
      let end = 0
      for (const place of descriptionsIn(this.parse(code, { lang: 'ts' }))) {
        text += `${code.slice(end, place.start)}''`
        end = place.end
      }
      return { code: text + code.slice(end), map: null }
    },
  }
}

type Place = { readonly start: number; readonly end: number }

/** Where the values of `description` stand in a syntax tree (ESTree). */
function descriptionsIn(node: unknown): readonly Place[] {
  if (typeof node !== 'object' || node === null) return []
  if ('key' in node && 'value' in node && isNamed(node.key, 'description') && isSentence(node.value))
    return [node.value]
  return Object.values(node).flatMap(descriptionsIn)
}

function isNamed(key: unknown, name: string): boolean {
  return typeof key === 'object' && key !== null && 'name' in key && key.name === name
}

const sentences: readonly unknown[] = ['Literal', 'TemplateLiteral', 'BinaryExpression']

function isSentence(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'type' in value && sentences.includes(value.type)
}

/** A module whose exports do nothing from the first one that begins like this. */
function emptied(text: string, from: string): string {
  const at = text.indexOf(from)
  if (at < 0) throw new Error(`zod has no "${from}" any more: look at what a browser loads of it`)
  const names = Array.from(text.slice(at).matchAll(/^export (?:const|function) (\w+)/gm), ([, name]) => name)
  return `${text.slice(0, at)}\n${names.map((name) => `export const ${name} = () => () => ({})`).join('\n')}`
}

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

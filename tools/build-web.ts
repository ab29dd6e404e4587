// Builds the browser application into web/dist.
import { join } from 'node:path'
import { build } from 'vite'
import { root } from './plan.ts'
import { makeWhenChanged } from './when-changed.ts'

await makeWhenChanged({
  name: 'the browser application',
  dist: 'web/dist',
  from: ['web/{src,public}/**/*.*', 'web/*.*', 'contract/src/**/*.ts', 'package-lock.json'],
  make: (folder) =>
    build({
      configFile: join(root, 'web/vite.config.ts'),
      build: { outDir: folder, emptyOutDir: true },
      logLevel: 'error',
    }),
})

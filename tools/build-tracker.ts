// Builds the script that catalog sites embed into tracker/dist.
import { join } from 'node:path'
import { build } from 'vite'
import { root } from './plan.ts'
import { makeWhenChanged } from './when-changed.ts'

await makeWhenChanged({
  name: 'the tracker',
  dist: 'tracker/dist',
  from: ['tracker/src/*.ts', 'tools/build-tracker.ts', 'package-lock.json'],
  make: (folder) =>
    build({
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      build: {
        outDir: folder,
        emptyOutDir: true,
        // Catalog sites are visited with older browsers too.
        target: 'es2020',
        lib: {
          entry: join(root, 'tracker/src/tracker.ts'),
          formats: ['iife'],
          name: 'unused',
          fileName: () => 't.js',
        },
      },
    }),
})

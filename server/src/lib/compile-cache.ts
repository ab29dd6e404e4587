import { fileURLToPath } from 'node:url'

/**
 * Where processes of ours keep the modules that they have compiled. Beside the packages, and never in a folder where
 * others may write; where this one cannot be written, starts take longer.
 */
export const compileCacheFolder = fileURLToPath(
  new URL('../../../node_modules/.cache/catalytics', import.meta.url),
)

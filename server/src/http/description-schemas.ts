import { z } from 'zod'

const reference = /^#\/components\/schemas\/(\w+)$/

/**
 * Tidies the components of a description. The generator writes each schema twice, for bodies with `Input` at the end of
 * its name: what nothing refers to goes, and the ending goes where there are not two different schemas.
 *
 * @param document of OpenAPI, as plain JSON; a new one is returned
 */
export function tidySchemas(document: Record<string, unknown>): Record<string, unknown> {
  const { schemas, components } = schemasOf(document)
  const used = reachable(document, schemas)
  const names = new Map<string, string>()
  for (const name of used) {
    const plain = name.replace(/Input$/, '')
    const isOnly = !used.has(plain) || JSON.stringify(schemas[name]) === JSON.stringify(schemas[plain])
    if (plain !== name && isOnly) names.set(name, plain)
  }
  const kept = Object.entries(schemas).filter(([name]) => used.has(name))
  const renamed = Object.fromEntries(kept.map(([name, schema]) => [names.get(name) ?? name, schema]))
  return record.parse(withNames({ ...document, components: { ...components, schemas: renamed } }, names))
}

const record = z.record(z.string(), z.unknown())

function schemasOf(document: Record<string, unknown>) {
  const components = record.parse(document['components'] ?? {})
  return { components, schemas: record.parse(components['schemas'] ?? {}) }
}

/** The schemas that paths and answers refer to, and those that these refer to. */
function reachable(document: Record<string, unknown>, schemas: Record<string, unknown>): ReadonlySet<string> {
  const { components } = schemasOf(document)
  const found = new Set<string>()
  const waiting: unknown[] = [document['paths'], components['responses']]
  while (waiting.length > 0) {
    for (const name of referencesIn(waiting.pop())) {
      if (found.has(name)) continue
      found.add(name)
      waiting.push(schemas[name])
    }
  }
  return found
}

function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = key === '$ref' && typeof inner === 'string' ? reference.exec(inner)?.[1] : undefined
    return name === undefined ? referencesIn(inner) : [name]
  })
}

function withNames(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => withNames(one, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]): [string, unknown] => {
      const name = key === '$ref' && typeof inner === 'string' ? reference.exec(inner)?.[1] : undefined
      if (name === undefined) return [key, withNames(inner, names)]
      return [key, `#/components/schemas/${names.get(name) ?? name}`]
    }),
  )
}

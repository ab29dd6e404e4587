import { z } from 'zod'

/**
 * Answers leave by the way back through their schema, and a transformation has none: each answer would be a 500, and only
 * those that a test asks for would tell. So it is told when the route is added.
 *
 * @throws TypeError that names the place of a transformation in one of the schemas
 */
export function requireWayBack(route: string, response: unknown): void {
  const place = transformationIn(response, new Set())
  if (place !== undefined)
    throw new TypeError(
      `${route} answers with a transformation, which has no way back: at ${place.join('.')}`,
    )
}

/** The way to the first transformation; a codec has both ways and is none. */
function transformationIn(value: unknown, seen: Set<unknown>): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined
  seen.add(value)
  if (value instanceof z.ZodTransform) return ['transform']
  const inner = value instanceof z.ZodLazy ? { lazy: value.unwrap() } : partsOf(value)
  for (const [name, part] of Object.entries(inner)) {
    const place = transformationIn(part, seen)
    if (place !== undefined) return [name, ...place]
  }
  return undefined
}

function partsOf(value: object): object {
  if (value instanceof z.ZodObject) return value.shape
  return value instanceof z.ZodType ? value.def : value
}

import type { Json, OpenApiOperation } from './document.ts'

/** The first example of a JSON body. */
export function exampleOf({ requestBody }: OpenApiOperation): unknown {
  const media = (requestBody as { content?: Record<string, Json> } | undefined)?.content?.['application/json']
  if (!media) return undefined
  const [first] = Object.values((media['examples'] ?? {}) as Record<string, { value: unknown }>)
  return media['example'] ?? first?.value
}

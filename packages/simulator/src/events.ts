import type { Json } from './json.ts'

/** What the handset page listens to. Rendering is skipped while nobody listens, which keeps sends cheap. */
export function createEvents() {
  const listeners = new Set<(event: string) => void>()
  return {
    emit(render: () => Json): void {
      if (listeners.size === 0) return
      const event = JSON.stringify(render())
      for (const listener of listeners) listener(event)
    },
    listen(listener: (event: string) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Events = ReturnType<typeof createEvents>

import type { Note } from '../api/notes.ts'

interface Placed {
  message: { id: string; createdAt: string }
}

/**
 * Notes by the message that comes after them; those after the last under the empty text. A note of before the first message that is
 * loaded comes with it.
 * @param lines oldest first. @param notes newest first
 */
export function placeNotes(lines: readonly Placed[], notes: readonly Note[]): Map<string, Note[]> {
  const placed = new Map<string, Note[]>()
  for (const note of notes.toReversed()) {
    const next = lines.find(({ message }) => message.createdAt > note.createdAt)
    const key = next?.message.id ?? ''
    placed.set(key, [...(placed.get(key) ?? []), note])
  }
  return placed
}

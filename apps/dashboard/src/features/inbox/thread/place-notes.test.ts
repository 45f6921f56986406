import assert from 'node:assert/strict'
import { test } from 'vitest'
import type { Note } from '../api/notes.ts'
import { placeNotes } from './place-notes.ts'

const line = (id: string, minute: number) => ({ message: { id, createdAt: at(minute) } })
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString()
const note = (id: string, minute: number): Note => ({
  ...{ id, conversationId: 'c', author: { kind: 'member', id: null, name: null }, body: id, mentions: [] },
  createdAt: at(minute),
})

test('a note stands before the message that came after it, and the last ones at the end', () => {
  const placed = placeNotes([line('a', 1), line('b', 3)], [note('n4', 9), note('n3', 5), note('n2', 2), note('n1', 0)])
  const ids = Object.fromEntries([...placed].map(([key, notes]) => [key, notes.map(({ id }) => id)]))
  assert.deepEqual(ids, { a: ['n1'], b: ['n2'], '': ['n3', 'n4'] })
})

import { useState } from 'react'

const notes = new Map<string, string>()

/** A note that was begun, kept by this page while others are looked at. */
export function useNoteDraft(conversationId: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => notes.get(conversationId) ?? '')
  return [
    text,
    (next) => {
      notes.set(conversationId, next)
      setText(next)
    },
  ]
}

import { useEffect, useRef } from 'react'
import { announcePresence } from '../api/presence.ts'

const againMs = 20_000
/** Somebody who writes says so no more often. */
const typingMs = 3000

/** Tells colleagues that this conversation is looked at, until it is not. @returns what tells that something is written */
export function usePresence(conversationId: string): () => void {
  const toldAt = useRef(0)
  useEffect(() => {
    const tell = (state: 'viewing' | 'gone') => void announcePresence(conversationId, state).catch(() => {})
    const look = () => document.visibilityState === 'visible' && tell('viewing')
    look()
    const timer = setInterval(look, againMs)
    return () => {
      clearInterval(timer)
      tell('gone')
    }
  }, [conversationId])
  return () => {
    if (Date.now() - toldAt.current < typingMs) return
    toldAt.current = Date.now()
    void announcePresence(conversationId, 'typing').catch(() => {}) // nobody misses it
  }
}

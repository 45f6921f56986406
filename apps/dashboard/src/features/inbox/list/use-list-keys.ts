import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Conversation } from '../api/conversations.ts'

/** Whether a key is meant for what is being written in. */
export const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Escape closes the menu or the dialog that it was pressed in, and nothing behind it. */
const isInOverlay = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="menu"], [role="dialog"]') !== null

/** j and k open the next and the previous conversation, Escape closes it. */
export function useListKeys(rows: readonly Conversation[], openId: string | null): void {
  const navigate = useNavigate()
  useEffect(() => {
    const steps: Record<string, number> = { j: 1, k: -1 }
    const onKey = (event: KeyboardEvent) => {
      if (isWriting(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Escape' && openId !== null && !isInOverlay(event.target))
        void navigate({ to: '/inbox', search: (former) => former })
      const step = steps[event.key]
      if (step === undefined) return
      const at = rows.findIndex(({ id }) => id === openId)
      const next = rows[at === -1 ? 0 : at + step]
      if (next)
        void navigate({
          to: '/inbox/$conversationId',
          params: { conversationId: next.id },
          search: (former) => former,
        })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [rows, openId, navigate])
}

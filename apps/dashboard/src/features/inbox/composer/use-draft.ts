import { useCallback, useEffect, useRef, useState } from 'react'
import { readDraft, saveDraft } from '../api/drafts.ts'

const prefix = 'dawk.draft.'
/** After a pause in writing it is kept on the server, too. */
const restMs = 1000

const read = (key: string) => localStorage.getItem(prefix + key) ?? ''

function write(key: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(prefix + key)
    else localStorage.setItem(prefix + key, text)
  } catch {
    // the browser keeps no more: what is written stays in this page alone
  }
}

/**
 * What is being written: kept by this browser through reloads, sign-ins and crashes, the same in all of its tabs, and on the server,
 * from where another device goes on. What was written here wins over what comes from there.
 */
export function useDraft(key: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => read(key))
  const keep = useKept(key)
  const change = useCallback(
    (next: string) => {
      setText(next)
      write(key, next)
      keep(next)
    },
    [key, keep],
  )
  useEffect(() => {
    setText(read(key))
    const follow = (event: StorageEvent) => {
      if (event.key === prefix + key) setText(event.newValue ?? '')
    }
    window.addEventListener('storage', follow)
    return () => window.removeEventListener('storage', follow)
  }, [key])
  useEffect(() => {
    let isCurrent = true
    readDraft(key)
      .then(({ body }) => {
        if (isCurrent && body !== '' && read(key) === '') setText((written) => written || body)
      })
      .catch(() => {}) // offline, or a role that keeps none: this browser has its own
    return () => {
      isCurrent = false
    }
  }, [key])
  return [text, change]
}

/** Saves the last state after a pause; an empty one at once, for it was sent. */
function useKept(key: string): (text: string) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback(
    (text: string) => {
      clearTimeout(timer.current)
      const save = () => void saveDraft(key, text).catch(() => {}) // this browser still has it
      timer.current = setTimeout(save, text === '' ? 0 : restMs)
    },
    [key],
  )
}

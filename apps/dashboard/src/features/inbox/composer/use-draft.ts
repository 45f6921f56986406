import { useCallback, useEffect, useState } from 'react'

const prefix = 'dawk.draft.'

const read = (key: string) => localStorage.getItem(prefix + key) ?? ''

function write(key: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(prefix + key)
    else localStorage.setItem(prefix + key, text)
  } catch {
    // the browser keeps no more: what is written stays in this page alone
  }
}

/** What is being written, kept by this browser through reloads, sign-ins and crashes, and the same in all of its tabs. */
export function useDraft(key: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => read(key))
  const change = useCallback(
    (next: string) => {
      setText(next)
      write(key, next)
    },
    [key],
  )
  useEffect(() => {
    setText(read(key))
    const follow = (event: StorageEvent) => {
      if (event.key === prefix + key) setText(event.newValue ?? '')
    }
    window.addEventListener('storage', follow)
    return () => window.removeEventListener('storage', follow)
  }, [key])
  return [text, change]
}

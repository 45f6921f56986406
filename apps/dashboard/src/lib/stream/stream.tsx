import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { useSession } from '#lib/session/session.ts'
import { applyEvent } from './apply-event.ts'
import { followStream } from './stream-connection.ts'

const IsLive = createContext(true)

/** Whether events arrive as they happen; else the lists are read again now and then. */
export const useIsLive = (): boolean => useContext(IsLive)

const calmMs = 500
/** While no line stands. */
const pollMs = 15_000

/** Keeps everything on the screen true, in every tab, over one line. */
export function Stream({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const { account, member } = useSession()
  const [live, setLive] = useState(true)
  useEffect(() => {
    const calm = createCalm((queryKey) => void client.invalidateQueries({ queryKey }))
    const stop = followStream(`${account.id}.${member.id}`, {
      onEvent: (event) => applyEvent(client, calm.refresh, event),
      onReset: () => void client.invalidateQueries(),
      onState: setLive,
    })
    return () => {
      stop()
      calm.stop()
    }
  }, [client, account.id, member.id])
  useEffect(() => {
    if (live) return
    const timer = setInterval(() => void client.invalidateQueries(), pollMs)
    return () => clearInterval(timer)
  }, [live, client])
  return <IsLive value={live}>{children}</IsLive>
}

/** The first event is followed at once; what comes right after it is read together. */
function createCalm(read: (key: QueryKey) => void) {
  const resting = new Map<string, { timer: ReturnType<typeof setTimeout>; isAsked: boolean }>()
  function refresh(key: QueryKey): void {
    const name = JSON.stringify(key)
    const rest = resting.get(name)
    if (rest) {
      rest.isAsked = true
      return
    }
    read(key)
    const timer = setTimeout(() => {
      const wasAsked = resting.get(name)?.isAsked
      resting.delete(name)
      if (wasAsked) refresh(key)
    }, calmMs)
    resting.set(name, { timer, isAsked: false })
  }
  const stop = () => {
    for (const { timer } of resting.values()) clearTimeout(timer)
  }
  return { refresh, stop }
}

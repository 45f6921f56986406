import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/** A colleague who looks at a conversation, or writes in it. */
export interface Present {
  memberId: string
  name: string
  state: 'viewing' | 'typing'
  /** By this page's clock. */
  heardAt: number
}

/** Whoever was not heard of for so long is gone. */
const goneMs = 30_000
const lookMs = 5000

const keyOf = (conversationId: string) => ['presence', conversationId]

/** It is kept in this page alone. */
export function notePresence(client: QueryClient, data: Record<string, unknown>): void {
  const { conversationId, memberId, name, state } = data
  client.setQueryData<Present[]>(keyOf(String(conversationId)), (former = []) => {
    const others = former.filter((one) => one.memberId !== memberId)
    if (state !== 'viewing' && state !== 'typing') return others
    return [...others, { memberId: String(memberId), name: String(name), state, heardAt: Date.now() }]
  })
}

/** Who else is there, at this moment. */
export function usePresent(conversationId: string, ownId: string): readonly Present[] {
  const [now, look] = useState(Date.now)
  const { data } = useQuery<Present[]>({
    queryKey: keyOf(conversationId),
    queryFn: () => [],
    initialData: [],
    staleTime: Number.POSITIVE_INFINITY,
  })
  useEffect(() => {
    const timer = setInterval(() => look(Date.now()), lookMs)
    return () => clearInterval(timer)
  }, [])
  return data.filter(({ memberId, heardAt }) => memberId !== ownId && heardAt + goneMs > now)
}

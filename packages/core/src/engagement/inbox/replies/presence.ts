import type { CoreContext } from '#context.ts'

/** Who looks at a conversation at this moment, or writes in it. */
export interface Presence {
  accountId: string
  conversationId: string
  memberId: string
  name: string
  state: 'viewing' | 'typing' | 'gone'
}

const longestName = 200

/** Tells every process, for its open streams. It is kept nowhere. */
export async function announcePresence({ worker }: Pick<CoreContext, 'worker'>, presence: Presence): Promise<void> {
  const payload = JSON.stringify({ ...presence, name: presence.name.slice(0, longestName) })
  await worker.transaction(async (tx) => tx.notify('presence', payload))
}

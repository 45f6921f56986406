import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import type { ListPage } from '#lib/data/use-pages.ts'
import { notePresence } from './presence.ts'
import type { StreamEvent } from './stream-connection.ts'

interface Shown {
  id: string
  status: string
}
type Pages = InfiniteData<ListPage<Shown>, string | null>

const ranks: Readonly<Record<string, number>> = { sent: 1, failed: 2, delivered: 3, read: 4 }

/** Brings what is on the screen up to date: in place where the event says it all, else by reading what it is about. */
export function applyEvent(client: QueryClient, refresh: (key: QueryKey) => void, { type, data }: StreamEvent): void {
  const conversationId = typeof data['conversationId'] === 'string' ? data['conversationId'] : null
  const kind = type.split('.')[0] ?? ''
  if (type === 'presence') {
    notePresence(client, data)
    return
  }
  if (type.startsWith('message.status.')) {
    if (!moveMessage(client, data)) refresh(['messages']) // of a colleague, or of a program
    if (type === 'message.status.sent') refresh(['conversations'])
  } else if (kind === 'message' || type === 'conversation.updated') {
    if (type !== 'conversation.updated') refresh(conversationId ? ['messages', conversationId] : ['messages'])
    if (conversationId) refresh(['conversation', conversationId])
    refresh(['conversations'])
    refresh(['inbox-counters'])
  } else if (kind === 'note') refresh(['notes', conversationId])
  else if (kind === 'media') refresh(['message-media', data['messageId']])
  else if (type.startsWith('contact.import.')) {
    refresh(['imports'])
    refresh(['import', data['importId']])
  } else for (const key of keysByKind[kind] ?? []) refresh([key])
}

const keysByKind: Readonly<Record<string, readonly string[]>> = {
  contact: ['contacts', 'contact', 'conversations'],
  history: ['conversations', 'messages'],
  template: ['templates', 'template', 'sendable-templates'],
  number: ['numbers', 'number'],
  endpoint: ['endpoints', 'endpoint'],
  drip: ['drips'],
  flow: ['flows'],
}

/** Forward only: events of two webhooks may come in any order. @returns whether the message is on the screen */
function moveMessage(client: QueryClient, data: Record<string, unknown>): boolean {
  let isListed = false
  client.setQueriesData<Pages>({ queryKey: ['messages'], predicate: isPaged }, (former) => {
    if (!former?.pages.some((page) => page.data.some(({ id }) => id === data['messageId']))) return former
    isListed = true
    const pages = former.pages.map((page) => ({
      ...page,
      data: page.data.map((one) => (one.id === data['messageId'] ? moved(one, data) : one)),
    }))
    return { ...former, pages }
  })
  return isListed
}

const isPaged = ({ state }: { state: { data: unknown } }) =>
  typeof state.data === 'object' && state.data !== null && 'pages' in state.data

function moved(message: Shown, data: Record<string, unknown>): Shown {
  const status = String(data['status'])
  if ((ranks[status] ?? 0) <= (ranks[message.status] ?? 0)) return message
  const { wamid, sentAt, deliveredAt, readAt, failedAt, error } = data
  return { ...message, status, wamid, sentAt, deliveredAt, readAt, failedAt, error } as Shown
}

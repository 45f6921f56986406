import { record, text } from '#lib/data/json.ts'
import type { Message } from '../api/messages.ts'

/** A message as the thread shows it. */
export interface ThreadLine {
  message: Message
  startsDay: boolean
  /** What it answers, where that is loaded. */
  quoted: Message | null
  /** The emoji that stand under it; absent: none. */
  reactions: string | undefined
}

/** @param rows newest first. @returns oldest first, without the reactions, which stand at what they are about */
export function readThread(rows: readonly Message[]): ThreadLine[] {
  const ordered = rows.toReversed()
  const byWamid = new Map(ordered.flatMap((message) => (message.wamid ? [[message.wamid, message] as const] : [])))
  const reactions = reactionsOf(ordered)
  let day = ''
  return ordered
    .filter(({ type }) => type !== 'reaction')
    .map((message) => {
      const its = new Date(message.createdAt).toDateString()
      const startsDay = its !== day
      day = its
      const { context } = message.content as { context?: unknown }
      const quotedId = text(record(context)['messageId'] ?? record(context)['id'])
      const reacted = message.wamid === null ? undefined : reactions.get(message.wamid)
      return { message, startsDay, quoted: byWamid.get(quotedId) ?? null, reactions: reacted }
    })
}

/** By what they are about: of each side the last one counts, and an empty one takes it back. */
function reactionsOf(ordered: readonly Message[]): Map<string, string> {
  const bySide = new Map<string, Map<string, string>>()
  for (const { type, direction, content, status } of ordered) {
    if (type !== 'reaction' || status === 'failed') continue
    const reaction = record(content['reaction'])
    const about = text(reaction['messageId'])
    const sides = bySide.get(about) ?? new Map<string, string>()
    sides.set(direction, text(reaction['emoji']))
    bySide.set(about, sides)
  }
  return new Map(
    [...bySide].flatMap(([about, sides]) => {
      const shown = [...sides.values()].join(' ').trim()
      return shown === '' ? [] : [[about, shown] as const]
    }),
  )
}

import type { Message } from './message.ts'

/** The group of a message, and its sender: the contact of a group's conversation is the group, so only the message names the sender. */
export interface GroupPlace {
  groupId: string
  /** Digits; null: they show none, or the business wrote. */
  phone: string | null
  userId: string | null
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Null: it was written to a person, or by one, and to no group. */
export function groupPlaceOf({ direction, content }: Pick<Message, 'direction' | 'content'>): GroupPlace | null {
  const groupId = textOf(content['group_id'])
  if (groupId === null) return null
  if (direction === 'out') return { groupId, phone: null, userId: null }
  return { groupId, phone: textOf(content['from']), userId: textOf(content['from_user_id']) }
}

/** Whether it says something else by now than when it came. */
export const isEdited = ({ type, timeline }: Pick<Message, 'type' | 'timeline'>): boolean =>
  type !== 'deleted' && timeline.some(({ status }) => status === 'edited')

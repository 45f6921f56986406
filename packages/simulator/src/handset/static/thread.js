/** A conversation as it is shown: reactions stand on their message, not among the messages. */
export function arrange(messages) {
  const byId = new Map(messages.map((message) => [message.wamid, message]))
  const reactions = new Map()
  const shown = messages.filter((message) => {
    const target = message.type === 'reaction' ? message.content?.message_id : undefined
    if (target === undefined || !byId.has(target) || message.status === 'failed') return true
    const bySide = reactions.get(target) ?? new Map()
    reactions.set(target, bySide.set(message.direction, message.content.emoji ?? ''))
    return false
  })
  return shown.map((message) => ({
    message,
    quoted: byId.get(message.context?.message_id ?? message.context?.id),
    reactions: [...(reactions.get(message.wamid)?.values() ?? [])].filter((emoji) => emoji !== ''),
  }))
}

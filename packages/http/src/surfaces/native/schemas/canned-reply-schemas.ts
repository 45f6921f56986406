import { longestReply, longestShortcut } from '@dawk/core/engagement/canned-replies/canned-reply.ts'
import Type from 'typebox'
import { Id, strict } from '#resources/schemas.ts'

const Shortcut = Type.String({
  minLength: 1,
  maxLength: longestShortcut,
  description:
    'must be letters, digits, hyphens and underscores; `Refund` and `refund` are the same. Agents type it behind a slash.',
})
const Body = Type.String({
  minLength: 1,
  maxLength: longestReply,
  pattern: '\\S',
  description: 'must be a text for WhatsApp; `{{contact.name}}` and `{{agent.name}}` are filled in when it is used',
})

export const NewCannedReply = Type.Object(
  { shortcut: Shortcut, body: Body },
  { ...strict, examples: [{ shortcut: 'refund', body: 'Hi {{contact.name}}, your refund is on its way.' }] },
)

export const CannedReplyPatch = Type.Object(
  { shortcut: Type.Optional(Shortcut), body: Type.Optional(Body) },
  { ...strict, minProperties: 1, examples: [{ body: 'Your refund has been sent.' }] },
)

export const CannedReplyView = Type.Object(
  {
    id: Id,
    shortcut: Type.String(),
    body: Type.String(),
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { title: 'CannedReply' },
)

import Type, { type Static } from 'typebox'

export const Anything = Type.Unsafe<unknown>({})
const Keyed = Type.Unsafe<Record<string, unknown>>({ type: 'object' })

/** What `to` must be is said in the page's own words, see `translate.ts`. */
const to = {
  to: Type.String({
    maxLength: 64,
    description:
      'Country code and number; or the user id of a person who shows no number, as the list of conversations has it.',
  }),
}

/** Members that are not named are passed over. */
export const TextBody = Type.Object(
  { ...to, message: Type.String({ minLength: 1, maxLength: 4096 }) },
  { examples: [{ to: '919876543210', message: 'Hello! This is a test message from WABA Portal.' }] },
)
export type TextBody = Static<typeof TextBody>

export const TemplateBody = Type.Object(
  {
    ...to,
    templateName: Type.String({ minLength: 1, maxLength: 512 }),
    language: Type.String({ minLength: 1, maxLength: 16 }),
    parameters: Type.Optional(
      Type.Array(Type.String({ maxLength: 4096 }), { maxItems: 100, description: 'Texts of the body, in order.' }),
    ),
    components: Type.Optional(
      Type.Array(Anything, { maxItems: 20, description: "Meta's own, in place of parameters." }),
    ),
  },
  { examples: [{ to: '919876543210', templateName: 'hello_world', language: 'en_US' }] },
)
export type TemplateBody = Static<typeof TemplateBody>

const mediaTypes = ['image', 'video', 'audio', 'document', 'sticker'] as const

export const MediaBody = Type.Object(
  {
    ...to,
    type: Type.Unsafe<(typeof mediaTypes)[number]>({ type: 'string', enum: mediaTypes }),
    mediaUrl: Type.Optional(Type.String({ minLength: 1, maxLength: 2048 })),
    mediaId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    caption: Type.Optional(Type.String({ maxLength: 1024 })),
    filename: Type.Optional(Type.String({ maxLength: 240 })),
  },
  { examples: [{ to: '919876543210', type: 'image', mediaUrl: 'https://example.com/a.jpg', caption: 'Look' }] },
)
export type MediaBody = Static<typeof MediaBody>

export const InteractiveBody = Type.Object(
  { ...to, interactive: Keyed },
  {
    examples: [
      {
        to: '919876543210',
        interactive: {
          type: 'button',
          body: { text: 'Did it arrive?' },
          action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
        },
      },
    ],
  },
)
export type InteractiveBody = Static<typeof InteractiveBody>

export const SendReply = Type.Object(
  { success: Type.Literal(true), messageId: Type.String({ description: 'The wamid.' }) },
  { examples: [{ success: true, messageId: 'wamid.HBgLOTE5ODc2NTQzMjEwFQIAERgSM0VCMDA' }] },
)

const PortalError = Type.Object(
  { error: Type.String(), details: Type.Optional(Type.String({ description: 'What `error` leaves out.' })) },
  { title: 'Error', examples: [{ error: 'Invalid phone number format' }] },
)

const errorStatuses = [400, 401, 402, 403, 404, 409, 413, 415, 429, 500, 503] as const

/** What every operation may be refused with: the page has one shape for all. */
export const errorReplies = Object.fromEntries(errorStatuses.map((status) => [status, PortalError]))

export const NullableString = Type.Unsafe<string | null>({ type: ['string', 'null'] })

export const Success = Type.Object({ success: Type.Literal(true) }, { examples: [{ success: true }] })

export const MarkReadBody = Type.Object(
  {
    messageId: Type.String({
      pattern: '^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|wamid\\.[\\w+/=-]{1,200})$',
      description: 'must be the id of a message, as it came in the webhook',
    }),
    showTypingIndicator: Type.Optional(Type.Boolean()),
  },
  { examples: [{ messageId: 'wamid.HBgMOTE5MDMwMzgzNDM4FQIAEhgg' }] },
)

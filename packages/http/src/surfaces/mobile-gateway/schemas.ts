import Type, { type Static } from 'typebox'

const Anything = Type.Unsafe<unknown>({})
const text = (description: string) => Type.String({ description })
/** The vendor's server takes null for absent. */
const Optional = (description: string) =>
  Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 255, description }))

/** Each is a member of the body, named like the type, as Meta has it. */
const messageTypes = [
  'text',
  'image',
  'audio',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'interactive',
  'template',
] as const
type MessageType = (typeof messageTypes)[number]

const contents = Type.Object(
  Object.fromEntries(messageTypes.map((type) => [type, Type.Optional(Anything)])) as Record<
    MessageType,
    ReturnType<typeof Type.Optional<typeof Anything>>
  >,
).properties

const message = {
  type: Type.Unsafe<MessageType>({ type: 'string', enum: messageTypes }),
  source: Type.String({ minLength: 1, maxLength: 64, description: "is one of the account's numbers" }),
  reference: Optional('comes back in the DLR callbacks'),
  context: Type.Optional(Type.Unsafe<{ message_id?: unknown } | null>({ type: ['object', 'null'] })),
  ...contents,
}

/** Members that are not named are passed over, as the vendor's server does. */
export const SendBody = Type.Object(
  { destination: Type.String({ maxLength: 64 }), ...message },
  { examples: [{ destination: '+64123456879', type: 'text', text: { body: 'Hello' }, source: '1234567890' }] },
)
export type SendBody = Static<typeof SendBody>

export const BroadcastBody = Type.Object(
  {
    destination: Type.Array(Type.String({ maxLength: 64 }), { minItems: 1 }),
    ...message,
  },
  {
    examples: [
      { destination: ['+64123456879', '+64123456880'], type: 'text', text: { body: 'Hello' }, source: '1234567890' },
    ],
  },
)
export type BroadcastBody = Static<typeof BroadcastBody>

export const SendReply = Type.Array(
  Type.Object({ id: Type.String(), status: text('accepted'), reference: Type.String() }),
  { examples: [[{ id: 'b95fc11e-37f0-4770-a082-6ea22d4c4d12', status: 'accepted', reference: '' }]] },
)

export const BroadcastReply = Type.Array(
  Type.Object({
    destination: Type.String(),
    id: text('empty when rejected'),
    status: text('accepted, or rejected for a destination that the message cannot be sent to'),
  }),
  { examples: [[{ destination: '+64123456789', id: 'a6c566d8-59f8-4187-9906-c296ae41bf13', status: 'accepted' }]] },
)

export const MessageQuery = Type.Object({
  id: Type.String({
    pattern: '^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|wamid\\.[\\w+/=-]{1,200})$',
    description: 'must be the id of a message',
  }),
})

export const MessageReply = Type.Object(
  {
    id: Type.String(),
    source: Type.String(),
    destination: Type.String(),
    direction: text('MT: from the account; MO: from a person'),
    reference: Type.String(),
    content: text("JSON: the message as WhatsApp's Cloud API has it"),
  },
  {
    examples: [
      {
        id: '53a3e147-0cc5-4001-874a-000000000000',
        source: '1234567890',
        destination: '+64123456789',
        direction: 'MT',
        reference: 'order-1042',
        content: '{"messaging_product":"whatsapp","to":"+64123456789","type":"text","text":{"body":"Hello"}}',
      },
    ],
  },
)
export type MessageReply = Static<typeof MessageReply>

export const MediaQuery = Type.Object({ source: Type.String({ minLength: 1, maxLength: 64 }) })
/** Shown only: the parts are read as they come. */
export const FileForm = Type.Object({
  file: Type.Unsafe<string>({ type: 'string', contentMediaType: 'application/octet-stream' }),
})
export const MediaReply = Type.Array(Type.Object({ id: text('goes into a message: {"image": {"id": …}}') }), {
  examples: [[{ id: '018f3c2e-6f00-7000-8000-000000000000' }]],
})

const BadRequest = Type.Object(
  { error: Type.String(), message: Type.String(), statusCode: Type.Integer() },
  { title: 'Error', examples: [{ error: 'type is required', message: 'Bad Request', statusCode: 400 }] },
)
const UnprocessableEntity = Type.Object(
  { errors: Type.Array(Type.Object({ field: Type.String(), code: Type.String(), description: Type.String() })) },
  {
    title: 'FieldErrors',
    examples: [{ errors: [{ field: 'id', code: 'invalid_request', description: 'must be the id of a message' }] }],
  },
)

const common = { 401: BadRequest, 403: BadRequest, 429: BadRequest, 500: BadRequest, 503: BadRequest }

/** What sending may answer beside its success. */
export const sendErrors = {
  400: BadRequest,
  402: BadRequest,
  409: BadRequest,
  413: BadRequest,
  415: BadRequest,
  ...common,
}
/** What reading a message may answer beside its success. */
export const readErrors = { 404: UnprocessableEntity, 422: UnprocessableEntity, ...common }
/** What an upload may answer beside its success. */
export const mediaErrors = { 413: BadRequest, 415: BadRequest, 422: UnprocessableEntity, ...common }

export const MoCallback = Type.Object({
  id: Type.String(),
  source: text("the person's number with +, or the user id of one who shows none"),
  Destination: Type.String(),
  content: Type.Unsafe<Record<string, unknown>>({ type: 'object' }),
})
export const DlrCallback = Type.Object({
  id: Type.String(),
  status: Type.Unsafe<string>({ type: 'string', enum: ['sent', 'received', 'rejected', 'expired'] }),
  reference: Type.String(),
})

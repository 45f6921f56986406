import Type, { type Static } from 'typebox'

const Text = Type.String()
const NullableString = Type.Unsafe<string | null>({ type: ['string', 'null'] })

/** One place of the template that takes values: the body, the header, a button, or the header's medium. */
const Variable = Type.Object({
  type: Type.Unsafe<'body' | 'header' | 'button' | 'media'>({
    type: 'string',
    enum: ['body', 'header', 'button', 'media'],
  }),
  /** Texts in order, or by name for templates with named variables. */
  values: Type.Unsafe<(string | number)[] | Record<string, string | number>>({
    type: ['array', 'object'],
    items: { type: ['string', 'number'] },
    additionalProperties: { type: ['string', 'number'] },
    maxItems: 100,
    maxProperties: 100,
  }),
  /** Of a button, from 0; absent: those that take a value, in order. */
  index: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
  /** Of a document. */
  filename: Type.Optional(Type.String({ maxLength: 240 })),
})
export type Variable = Static<typeof Variable>

/** Members that are not named are passed over. */
export const SendBody = Type.Object(
  {
    phone_number_id: Type.String({ minLength: 1, maxLength: 64 }),
    template_id: Type.String({ minLength: 1, maxLength: 64 }),
    phone_number: Type.String({ minLength: 1, maxLength: 64 }),
    variables: Type.Optional(Type.Array(Variable, { maxItems: 20 })),
  },
  {
    examples: [
      {
        phone_number_id: '1234567890',
        template_id: '1000000000000002',
        phone_number: '919876543210',
        variables: [{ type: 'body', values: ['Sarah', '#1042'] }],
      },
    ],
  },
)
export type SendBody = Static<typeof SendBody>

export const SendReply = Type.Object(
  { success: Type.Literal(true), message_id: Text, status: Text },
  { examples: [{ success: true, message_id: 'wamid.HBgLMTIzNDU2Nzg5', status: 'sent' }] },
)

export const TemplateParams = Type.Object({ template_id: Type.String() })
const TemplateVariable = Type.Object({
  type: Text,
  values: Type.Array(Text),
  index: Type.Optional(Type.Integer()),
  format: Type.Optional(Text),
})
const TemplateView = Type.Object(
  {
    id: Text,
    name: Text,
    language: Text,
    category: Text,
    status: Text,
    components: Type.Array(Type.Unsafe<unknown>({})),
    variables: Type.Array(TemplateVariable),
  },
  {
    examples: [
      {
        id: '1000000000000002',
        name: 'order_ready',
        language: 'en_US',
        category: 'UTILITY',
        status: 'APPROVED',
        components: [{ type: 'BODY', text: 'Hi {{1}}, your order {{2}} is ready!' }],
        variables: [{ type: 'body', values: ['Sarah', '#1042'] }],
      },
    ],
  },
)
export type TemplateView = Static<typeof TemplateView>
export const TemplateReply = Type.Object({ success: Type.Literal(true), template: TemplateView })

export const StatusParams = Type.Object({ message_id: Type.String() })
export const StatusReply = Type.Object(
  {
    success: Type.Literal(true),
    message_id: Text,
    status: Text,
    phone_number: NullableString,
    sent_at: NullableString,
    delivered_at: NullableString,
    read_at: NullableString,
    failed_at: NullableString,
    error: Type.Unsafe<{ code: number | null; message: string } | null>({
      type: ['object', 'null'],
      properties: { code: { type: ['integer', 'null'] }, message: { type: 'string' } },
    }),
  },
  {
    examples: [
      {
        success: true,
        message_id: 'wamid.HBgLMTIzNDU2Nzg5',
        status: 'delivered',
        phone_number: '919876543210',
        sent_at: '2026-03-28T10:00:01.000Z',
        delivered_at: '2026-03-28T10:00:04.000Z',
        read_at: null,
        failed_at: null,
        error: null,
      },
    ],
  },
)
export type StatusReply = Static<typeof StatusReply>

const WonestopError = Type.Object(
  {
    success: Type.Literal(false),
    error: Text,
    code: Type.Optional(Type.Integer()),
    details: Type.Optional(Type.Array(Type.Object({ field: Text, message: Text }))),
  },
  { title: 'Error', examples: [{ success: false, error: 'Template not found.' }] },
)
const errorStatuses = [400, 401, 402, 403, 404, 409, 413, 415, 429, 500, 503] as const

/** What every operation may be refused with: the page has one shape for all. */
export const errorReplies = Object.fromEntries(errorStatuses.map((status) => [status, WonestopError]))

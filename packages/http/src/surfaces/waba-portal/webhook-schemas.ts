import Type, { type Static, type TSchema } from 'typebox'
import { Anything, NullableString } from './schemas.ts'

const webhookEvents = ['messages', 'statuses'] as const
export type WebhookEvent = (typeof webhookEvents)[number]

export const WebhookBody = Type.Object(
  {
    webhookUrl: Type.String({ maxLength: 2048 }),
    webhookEnabled: Type.Boolean(),
    webhookEvents: Type.Optional(
      Type.Array(Type.Unsafe<WebhookEvent>({ type: 'string', enum: webhookEvents }), {
        minItems: 1,
        uniqueItems: true,
      }),
    ),
  },
  {
    examples: [
      { webhookUrl: 'https://your-server.com/webhook', webhookEnabled: true, webhookEvents: ['messages', 'statuses'] },
    ],
  },
)

const WebhookView = Type.Object(
  {
    phoneNumber: NullableString,
    webhookUrl: NullableString,
    webhookSecret: NullableString,
    webhookEnabled: Type.Boolean(),
    webhookEvents: Type.Array(Type.String()),
  },
  {
    examples: [
      {
        phoneNumber: '919876543210',
        webhookUrl: 'https://your-server.com/webhook',
        webhookSecret: 'a1b2c3d4e5f6…',
        webhookEnabled: true,
        webhookEvents: ['messages', 'statuses'],
      },
    ],
  },
)
export type WebhookView = Static<typeof WebhookView>
export const WebhookReply = Type.Object({ success: Type.Literal(true), data: WebhookView })

const TestResult = Type.Object({
  webhookUrl: Type.String(),
  statusCode: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
  statusText: NullableString,
  duration: Type.String(),
  responseBody: Type.Optional(Type.String()),
  testPayload: Type.Optional(Type.Unsafe<unknown>({})),
})
export type TestResult = Static<typeof TestResult>
export const TestReply = Type.Object(
  { success: Type.Literal(true), data: TestResult },
  {
    examples: [
      {
        success: true,
        data: {
          webhookUrl: 'https://your-server.com/webhook',
          statusCode: 200,
          statusText: 'OK',
          duration: '245ms',
          responseBody: '{"received":true}',
        },
      },
    ],
  },
)
/** Of a test that failed, and of a request that could not be read. */
export const FailedTest = Type.Object({
  success: Type.Optional(Type.Literal(false)),
  error: Type.String(),
  details: Type.Optional(Type.String()),
  data: Type.Optional(TestResult),
})

const eventOf = <Data extends TSchema>(event: string, data: Data) =>
  Type.Object({ event: Type.Literal(event), timestamp: Type.String(), projectId: Type.String(), data })

/** The webhook's `message`: beside these members the one named like the type, `context` and `referral`, as Meta has them. */
export const MessageEvent = eventOf(
  'message',
  Type.Object(
    {
      from: Type.String(),
      messageId: Type.String(),
      timestamp: Type.String({ description: 'Seconds since 1970.' }),
      type: Type.String(),
      contact: Type.Object({ name: NullableString, wa_id: NullableString }),
    },
    { additionalProperties: true },
  ),
)

/** The webhook's `status`. */
export const StatusEvent = eventOf(
  'status',
  Type.Object({
    messageId: Type.String(),
    status: Type.Unsafe<string>({ type: 'string', enum: ['sent', 'delivered', 'read', 'failed'] }),
    timestamp: Type.String({ description: 'Seconds since 1970.' }),
    to: NullableString,
    errors: Type.Optional(Type.Array(Anything)),
  }),
)

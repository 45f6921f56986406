import {
  changeRetention,
  type Retention,
  type RetentionBounds,
  readRetention,
} from '@dawk/core/operations/privacy/account-retention.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { operation } from '#surfaces/native/operation.ts'
import { nullable, strict } from '#surfaces/native/schemas/schemas.ts'

const Days = nullable(
  Type.Integer({ minimum: 1, maximum: 36_500, description: 'Whole days; null: for as long as the operator keeps it.' }),
)
const RetentionChange = Type.Object(
  { messagesDays: Type.Optional(Days), mediaDays: Type.Optional(Days), eventsDays: Type.Optional(Days) },
  { ...strict, minProperties: 1, examples: [{ messagesDays: 365, mediaDays: 90 }] },
)
const RetentionView = Type.Object(
  {
    messagesDays: Days,
    mediaDays: Days,
    eventsDays: Days,
    bounds: Type.Object(
      { messagesDays: Days, mediaDays: Days, eventsDays: Days },
      { description: 'What the operator keeps at the most; null: for ever.' },
    ),
  },
  {
    title: 'Retention',
    examples: [
      {
        messagesDays: 365,
        mediaDays: 90,
        eventsDays: null,
        bounds: { messagesDays: null, mediaDays: null, eventsDays: 400 },
      },
    ],
  },
)

/** How long the account wants things kept. See docs/privacy.md. */
export const retention: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/account/retention',
    operation(
      {
        operationId: 'getRetention',
        tag: 'Account',
        summary: 'Get for how long things are kept',
        description: 'What the account has set, and what the operator keeps at the most.',
        scope: 'account:read',
      },
      { response: { 200: RetentionView } },
    ),
    async (request) =>
      toRetentionView(await readRetention(ctx.core, principalOf(request).account.id), ctx.privacy.bounds),
  )

  app.patch(
    '/account/retention',
    operation(
      {
        operationId: 'updateRetention',
        tag: 'Account',
        summary: 'Change for how long things are kept',
        description: 'Carried out within about an hour; what still waits to be sent or delivered is kept until then.',
        scope: 'account:write',
      },
      { body: RetentionChange, response: { 200: RetentionView } },
    ),
    async (request) => {
      const { bounds } = ctx.privacy
      const { messagesDays, mediaDays, eventsDays } = request.body
      const change = {
        ...(messagesDays !== undefined && { messages: messagesDays }),
        ...(mediaDays !== undefined && { media: mediaDays }),
        ...(eventsDays !== undefined && { events: eventsDays }),
      }
      const by = actorOf(request)
      return toRetentionView(
        await changeRetention(ctx.core, principalOf(request).account.id, change, { bounds, by }),
        bounds,
      )
    },
  )
}

const toDays = ({ messages, media, events }: Readonly<Retention>) => ({
  messagesDays: messages,
  mediaDays: media,
  eventsDays: events,
})

const toRetentionView = (retention: Retention, bounds: RetentionBounds) => ({
  ...toDays(retention),
  bounds: toDays(bounds),
})

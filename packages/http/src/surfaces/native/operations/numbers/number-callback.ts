import {
  clearCallback,
  type NumberCallback,
  readCallback,
  setCallback,
} from '@dawk/core/messaging/numbers/set-callback.ts'
import { assertMayManageNumbers } from '@dawk/core/tenancy/access/principal.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { IdParams } from '#operations/known-id.ts'
import { operation } from '#surfaces/native/operation.ts'
import { reachableNumber } from '#surfaces/native/reachable-number.ts'
import { bodyOrNothing, NullableString, nullable, strict } from '#surfaces/native/schemas/schemas.ts'

const CallbackBody = Type.Object(
  {
    url: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Left out: this installation.' })),
    verifyToken: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        pattern: '^[\\x21-\\x7e]+$',
        description: 'must be printable ASCII characters without spaces',
      }),
    ),
  },
  { ...strict, examples: [{ url: 'https://hooks.example.com/whatsapp', verifyToken: 'what-that-server-accepts' }] },
)

const CallbackView = Type.Object(
  {
    url: nullable(
      Type.String({ description: 'What Meta calls for messages of this number; null: nothing, or not known.' }),
    ),
    setBy: nullable(
      Type.String({
        enum: ['number', 'account', 'app', null],
        description: 'Who sets it; the first that does counts.',
      }),
    ),
    here: Type.Boolean({ description: 'It is this installation.' }),
    override: nullable(Type.String({ description: 'What the WhatsApp Business Account sets in place of the app’s.' })),
    subscribed: Type.Boolean({ description: 'Whether the app of the token is subscribed to the account at all.' }),
    wabaId: NullableString,
    ownUrl: Type.String({ description: 'The address of this installation.' }),
  },
  {
    examples: [
      {
        url: 'https://dawk.example.com/webhooks/whatsapp',
        setBy: 'account',
        here: true,
        override: 'https://dawk.example.com/webhooks/whatsapp',
        subscribed: true,
        wabaId: '102290129340398',
        ownUrl: 'https://dawk.example.com/webhooks/whatsapp',
      },
    ],
  },
)

/** Where Meta sends a number's webhooks. */
export const numberCallback: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  const setup = () => ({ ...ctx.numberSetup, egress: ctx.egress })

  /** An override is of the whole business account: not for keys that are bound to some numbers. */
  async function managed(request: FastifyRequest<{ Params: { id: string } }>) {
    const principal = principalOf(request)
    const number = await reachableNumber(ctx, principal, request.params.id)
    assertMayManageNumbers(principal)
    return number
  }

  app.get(
    '/numbers/:id/callback',
    operation(
      {
        operationId: 'getNumberCallback',
        tag: 'Numbers',
        summary: 'Get where the webhooks of a number go',
        description: 'As Meta has it now.',
        scope: 'numbers:read',
        problems: [404, 409, 422],
      },
      { params: IdParams, response: { 200: CallbackView } },
    ),
    async (request) => {
      const { id, accountId } = await reachableNumber(ctx, principalOf(request), request.params.id)
      return toView(await readCallback(ctx.numberSetup, accountId, id))
    },
  )

  app.put(
    '/numbers/:id/callback',
    operation(
      {
        operationId: 'setNumberCallback',
        tag: 'Numbers',
        summary: 'Set where the webhooks of a number go',
        description:
          'Overrides the callback of the Meta app for the WhatsApp Business Account of the number, all its numbers included, and ' +
          'subscribes the app. Without a body it is this installation. With `url` it is another server, which has to ' +
          'answer Meta’s challenge and to accept `verifyToken`; this installation then gets no messages and no statuses of them.',
        scope: 'numbers:write',
        problems: [404, 409, 415, 422],
      },
      { params: IdParams, body: bodyOrNothing(CallbackBody), response: { 200: CallbackView } },
    ),
    async (request) => {
      const { id, accountId } = await managed(request)
      return toView(await setCallback(setup(), accountId, id, request.body ?? {}, actorOf(request)))
    },
  )

  app.delete(
    '/numbers/:id/callback',
    operation(
      {
        operationId: 'clearNumberCallback',
        tag: 'Numbers',
        summary: 'Take the callback of a number off',
        description:
          'The app stays subscribed, and its own callback counts again. Where nothing is set nothing happens.',
        scope: 'numbers:write',
        problems: [404, 409, 422],
      },
      { params: IdParams, response: { 204: Type.Null() } },
    ),
    async (request, reply) => {
      const { id, accountId } = await managed(request)
      await clearCallback(ctx.numberSetup, accountId, id, actorOf(request))
      return reply.code(204).send(null)
    },
  )
}

const toView = ({ url, setBy, override, subscribed, wabaId, ownUrl }: NumberCallback) => ({
  url,
  setBy,
  here: url === ownUrl,
  override,
  subscribed,
  wabaId,
  ownUrl,
})

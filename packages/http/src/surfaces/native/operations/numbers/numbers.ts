import { connectOneMore } from '@dawk/core/messaging/numbers/connect-number.ts'
import { disconnectNumber } from '@dawk/core/messaging/numbers/disconnect-number.ts'
import type { NumberHealth } from '@dawk/core/messaging/numbers/health/number-health.ts'
import type { PhoneNumber } from '@dawk/core/messaging/numbers/number.ts'
import { listNumbers } from '@dawk/core/messaging/numbers/number-list.ts'
import { checkNames } from '@dawk/core/messaging/numbers/verify/checks/number-check.ts'
import { verifyNumber } from '@dawk/core/messaging/numbers/verify/verify-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { assertMayUseNumber, type Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { IdParams, notFound } from '#operations/known-id.ts'
import { answerPage, PageQuery, type PageToRead, pageOf } from '#operations/paging.ts'
import { operation } from '#surfaces/native/operation.ts'
import { reachableNumber } from '#surfaces/native/reachable-number.ts'
import { Id, NullableInstant, NullableString, nullable, strict } from '#surfaces/native/schemas/schemas.ts'

const HealthView = Type.Object(
  {
    quality: NullableString,
    messagingLimit: NullableString,
    throughput: NullableString,
    status: NullableString,
    canSend: NullableString,
    nameStatus: NullableString,
    accountReview: NullableString,
    banState: NullableString,
    violation: NullableString,
    restrictions: Type.Array(Type.String()),
    readAt: NullableInstant,
    error: nullable(Type.String({ description: 'Why the last reading failed.' })),
  },
  { description: "In Meta's words; null: not told yet." },
)

const NumberView = Type.Object({
  id: Id,
  phoneNumberId: Type.String({ description: "Meta's id." }),
  wabaId: NullableString,
  displayPhoneNumber: NullableString,
  verifiedName: NullableString,
  sandbox: Type.Boolean({ description: 'On the simulator: nothing reaches a real phone.' }),
  hasAppSecret: Type.Boolean({ description: 'Its webhooks come from a Meta app of your own.' }),
  verifiedAt: NullableInstant,
  health: nullable(HealthView),
})

const credential = { pattern: '^[\\x21-\\x7e]+$', description: 'must be printable ASCII characters without spaces' }
const ConnectBody = Type.Object(
  {
    phoneNumberId: Type.String({
      pattern: '^[0-9]{5,20}$',
      description: "must be Meta's id of the number, 5 to 20 digits",
    }),
    accessToken: Type.String({ minLength: 1, maxLength: 4096, ...credential }),
    appSecret: Type.Optional(Type.String({ minLength: 8, maxLength: 256, ...credential })),
  },
  { ...strict, examples: [{ phoneNumberId: '106540352242922', accessToken: 'EAAGm0PX4ZCpsBA' }] },
)

const CheckView = Type.Object({
  check: Type.String({ enum: [...checkNames], description: 'Stable name of what was looked at.' }),
  ok: nullable(Type.Boolean({ description: 'null: it could not be looked at; `detail` says why.' })),
  detail: Type.String({ description: 'What was found.' }),
  remedy: nullable(Type.String({ description: 'What to do about it.' })),
})

const VerificationView = Type.Object({
  ok: Type.Boolean({ description: 'Nothing that was looked at is wrong.' }),
  number: NumberView,
  checks: Type.Array(CheckView, { description: 'In the order in which they should be mended.' }),
})

/** The account's phone numbers. */
export const numbers: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/numbers',
    operation(
      {
        operationId: 'listNumbers',
        tag: 'Numbers',
        summary: 'List phone numbers',
        description: 'The numbers of the account, the sandbox one included, oldest first.',
        scope: 'numbers:read',
      },
      { querystring: Type.Object(PageQuery, strict), response: { 200: pageOf(NumberView) } },
    ),
    async (request) => {
      const { account, numberIds: ids } = principalOf(request)
      const accountId = account.id
      const list = { operationId: 'listNumbers', accountId }
      const read = (page: PageToRead) => listNumbers(ctx.core, accountId, { ...page, ids })
      return answerPage(ctx.core, list, request.query, { read, view: toNumberView })
    },
  )

  app.get(
    '/numbers/:id',
    operation(
      {
        operationId: 'getNumber',
        tag: 'Numbers',
        summary: 'Get a phone number',
        description: 'By our id.',
        scope: 'numbers:read',
        problems: [404],
      },
      { params: IdParams, response: { 200: NumberView } },
    ),
    async (request) => toNumberView(await reachableNumber(ctx, principalOf(request), request.params.id)),
  )

  app.post(
    '/numbers/:id/verify',
    operation(
      {
        operationId: 'verifyNumber',
        tag: 'Numbers',
        summary: 'Verify a phone number',
        description:
          'Asks Meta about token, number, business account, subscription and callback, and says of each what is wrong and what ' +
          'to do about it. Problems are part of the answer, not an error; 503 means that Meta gave none, and 409 that Meta shows ' +
          'the number to this account while another account of this installation has it.',
        scope: 'numbers:write',
        problems: [404, 409],
      },
      { params: IdParams, response: { 200: VerificationView } },
    ),
    async (request) => {
      const principal = principalOf(request)
      const { id } = await reachableNumber(ctx, principal, request.params.id)
      const { number, checks } = await verifyNumber(ctx.numberSetup, principal.account.id, id, actorOf(request))
      return { ok: checks.every(({ ok }) => ok !== false), number: toNumberView(number), checks }
    },
  )

  await app.register(connecting, { ctx })
}

const connecting: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/numbers',
    operation(
      {
        operationId: 'connectNumber',
        tag: 'Numbers',
        summary: 'Connect a phone number',
        description:
          'One of yours at Meta, with its credentials, which are stored encrypted and never shown. One that is connected ' +
          'already gets these in place of its old ones. An account may have several; without `from`, messages leave by the one ' +
          'that was connected last. Nothing is asked of Meta here. The number receives messages once the token has read it at ' +
          'Meta: verify does that at once, and Dawk does it by itself within seconds.',
        scope: 'numbers:write',
        problems: [409, 415],
      },
      { body: ConnectBody, response: { 201: NumberView } },
    ),
    async (request, reply) => {
      const principal = principalOf(request)
      assertMayConnect(principal)
      const number = await connectOneMore(ctx.core, principal.account.id, request.body, actorOf(request))
      ctx.authenticator.forget(principal.account.id)
      return reply.code(201).send(toNumberView(number))
    },
  )

  app.delete(
    '/numbers/:id',
    operation(
      {
        operationId: 'disconnectNumber',
        tag: 'Numbers',
        summary: 'Disconnect a phone number',
        description:
          'Forgets its credentials. Its messages stay; what still waits to leave by it fails. Not the sandbox number.',
        scope: 'numbers:write',
        problems: [404, 409],
      },
      { params: IdParams, response: { 204: Type.Null() } },
    ),
    async (request, reply) => {
      const principal = principalOf(request)
      const number = await reachableNumber(ctx, principal, request.params.id)
      assertMayUseNumber(principal, number)
      const { id, accountId, sandbox } = number
      if (sandbox) throw new GatewayError('conflict', 'The sandbox number cannot be disconnected.')
      if (!(await disconnectNumber(ctx.core, accountId, actorOf(request), id))) throw notFound('number')
      ctx.authenticator.forget(accountId)
      return reply.code(204).send(null)
    },
  )
}

/** A key that is bound to some numbers, or to the sandbox, cannot widen what it reaches. */
function assertMayConnect({ numberIds, test }: Pick<Principal, 'numberIds' | 'test'>): void {
  if (numberIds !== null || test)
    throw new GatewayError('forbidden', 'A key that is restricted to some numbers connects no others.')
}

const toNumberView = (number: PhoneNumber) => ({
  id: number.id,
  phoneNumberId: number.phoneNumberId,
  wabaId: number.wabaId,
  displayPhoneNumber: number.displayPhoneNumber,
  verifiedName: number.verifiedName,
  sandbox: number.sandbox,
  hasAppSecret: number.hasAppSecret,
  verifiedAt: number.verifiedAt,
  health: number.health && toHealthView(number.health),
})

const toHealthView = ({ facts, readAt, error }: NumberHealth) => ({
  quality: facts.quality ?? null,
  messagingLimit: facts.messagingLimit ?? null,
  throughput: facts.throughput ?? null,
  status: facts.status ?? null,
  canSend: facts.canSend ?? null,
  nameStatus: facts.nameStatus ?? null,
  accountReview: facts.accountReview ?? null,
  banState: facts.banState ?? null,
  violation: facts.violation ?? null,
  restrictions: [...(facts.restrictions ?? [])],
  readAt,
  error,
})

import { endSubscription } from '@dawk/core/commerce/subscriptions/subscribe.ts'
import type { Erasure } from '@dawk/core/operations/privacy/erase/erasure-repository.ts'
import { eraseAccount, keepAccount, readAccountErasure } from '@dawk/core/operations/privacy/erase/request-erasure.ts'
import { exportAccount } from '@dawk/core/operations/privacy/export-account.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { found } from '#operations/known-id.ts'
import { begun } from '#requests/ndjson.ts'
import { ndjsonReply, sendNdjson } from '#surfaces/native/ndjson-reply.ts'
import { operation } from '#surfaces/native/operation.ts'
import { AnyObject, Id, strict } from '#surfaces/native/schemas/schemas.ts'

const AccountErasureView = Type.Object(
  {
    id: Id,
    state: Type.String({ description: '`running`: it waits for the end of its grace, or is under way; `undone`.' }),
    requestedAt: Type.String({ format: 'date-time' }),
    dueAt: Type.String({ format: 'date-time', description: 'Until then it can be undone.' }),
  },
  { title: 'AccountErasure' },
)

/** Export and erasure of the account. See docs/privacy.md. */
export const accountPrivacy: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/account/export',
    operation(
      {
        operationId: 'exportAccount',
        tag: 'Account',
        summary: 'Export all data of the account',
        description:
          'One JSON object on each line, table by table, without secrets. When the stream breaks off, give the `after` of the last whole line to go on behind it.',
        scope: 'account:write',
      },
      {
        querystring: Type.Object({ after: Type.Optional(Type.String({ maxLength: 4096 })) }, strict),
        response: ndjsonReply(
          'A stream of rows',
          { table: Type.String(), row: AnyObject, after: Type.String() },
          {
            table: 'contacts',
            row: { id: '018f3c2e-6f00-7000-8000-000000000000', name: 'Asha Rao' },
            after: 'eyJ0Ijoi…',
          },
        ),
      },
    ),
    async (request, reply) => {
      const rows = exportAccount(ctx.core, principalOf(request).account.id, request.query.after ?? null)
      return sendNdjson(reply, 'account', await begun(rows))
    },
  )

  app.post(
    '/account/erasure',
    operation(
      {
        operationId: 'eraseAccount',
        tag: 'Account',
        summary: 'Erase the account',
        description:
          'Its keys are refused at once, but to read or undo this; after the days of grace everything of it is deleted. A subscription is ' +
          'charged no more and ends with the period that is paid, also when this is undone.',
        scope: 'account:write',
      },
      { response: { 202: AccountErasureView } },
    ),
    async (request, reply) => {
      const { id } = principalOf(request).account
      await endSubscription({ db: ctx.core.db, payments: ctx.payments }, id)
      const erasure = await eraseAccount(ctx.core, id, ctx.privacy.graceDays, actorOf(request))
      ctx.authenticator.forget(id)
      return reply.code(202).send(toAccountErasure(erasure))
    },
  )

  app.get(
    '/account/erasure',
    operation(
      {
        operationId: 'getAccountErasure',
        tag: 'Account',
        summary: 'Get the erasure of the account',
        description: 'While it waits for the end of its grace.',
        scope: 'account:read',
        inactiveToo: true,
        problems: [404],
      },
      { response: { 200: AccountErasureView } },
    ),
    async (request) =>
      toAccountErasure(found(await readAccountErasure(ctx.core, principalOf(request).account.id), 'erasure')),
  )

  app.delete(
    '/account/erasure',
    operation(
      {
        operationId: 'undoAccountErasure',
        tag: 'Account',
        summary: 'Keep the account',
        description: 'Undoes its erasure, within the days of grace: everything is as before.',
        scope: 'account:write',
        inactiveToo: true,
        problems: [409],
      },
      { response: { 200: AccountErasureView } },
    ),
    async (request) => {
      const { id } = principalOf(request).account
      const erasure = await keepAccount(ctx.core, id, actorOf(request))
      ctx.authenticator.forget(id)
      return toAccountErasure(erasure)
    },
  )
}

const toAccountErasure = ({ id, state, requestedAt, dueAt }: Erasure) => ({ id, state, requestedAt, dueAt })

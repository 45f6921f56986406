import { Readable } from 'node:stream'
import { endSubscription } from '@dawk/core/billing/subscribe.ts'
import {
  changeRetention,
  type Retention,
  type RetentionBounds,
  readRetention,
} from '@dawk/core/privacy/account-retention.ts'
import type { Erasure } from '@dawk/core/privacy/erasure-repository.ts'
import { exportAccount } from '@dawk/core/privacy/export-account.ts'
import { exportPerson } from '@dawk/core/privacy/export-person.ts'
import { eraseAccount, erasePerson, keepAccount, readAccountErasure } from '@dawk/core/privacy/request-erasure.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '../../../authentication.ts'
import type { HttpContext } from '../../../context.ts'
import { begun, toNdjson } from '../../../ndjson.ts'
import { found } from '../known-id.ts'
import { operation } from '../operation.ts'
import { AnyObject, Id, NullableInstant, nullable, strict } from '../schemas.ts'

const PersonParams = Type.Object({
  id: Type.String({ maxLength: 256, description: 'The id of the contact, a phone number, or a user id of Meta.' }),
})

const Counts = Type.Unsafe<Record<string, number>>({
  type: 'object',
  additionalProperties: { type: 'integer' },
  description: 'Rows that are gone, by kind.',
})

const PersonErasureView = Type.Object(
  {
    id: Id,
    contactId: nullable(Id),
    state: Type.String({ description: '`running` or `done`.' }),
    requestedAt: Type.String({ format: 'date-time' }),
    finishedAt: NullableInstant,
    counts: Counts,
  },
  { title: 'PersonErasure' },
)

const AccountErasureView = Type.Object(
  {
    id: Id,
    state: Type.String({ description: '`running`: it waits for the end of its grace, or is under way; `undone`.' }),
    requestedAt: Type.String({ format: 'date-time' }),
    dueAt: Type.String({ format: 'date-time', description: 'Until then it can be undone.' }),
  },
  { title: 'AccountErasure' },
)

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

const ndjson = (
  description: string,
  members: Record<string, ReturnType<typeof Type.String> | typeof AnyObject>,
  example: object,
) => ({
  200: { description, content: { 'application/x-ndjson': { schema: Type.Object(members, { examples: [example] }) } } },
})

/** Export and erasure of one person and of the account, and how long things are kept. See docs/privacy.md. */
export const privacy: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/contacts/:id/export',
    operation(
      {
        operationId: 'exportContact',
        tag: 'Contacts',
        summary: 'Export all data of a person',
        description:
          'One JSON object on each line: the contact, its identifiers and conversations, then messages, each with its file, then events.',
        scope: 'contacts:read',
        problems: [404],
      },
      {
        params: PersonParams,
        response: ndjson(
          'A stream of records',
          { kind: Type.String(), data: AnyObject },
          { kind: 'identifier', data: { kind: 'phone', value: '919876543210' } },
        ),
      },
    ),
    async (request, reply) => {
      const records = await exportPerson(ctx.core, principalOf(request).account.id, request.params.id)
      const lines = toNdjson(await begun(found(records, 'contact')), (record) => record)
      reply.header('content-disposition', 'attachment; filename="contact.ndjson"')
      reply.type('application/x-ndjson; charset=utf-8')
      return reply.send(Readable.from(lines) as never) // a stream of what the schema describes
    },
  )

  app.post(
    '/contacts/:id/erase',
    operation(
      {
        operationId: 'eraseContact',
        tag: 'Contacts',
        summary: 'Erase all data of a person',
        description:
          'In the background, from the contact to the log of deliveries; it cannot be undone. Ask again by the id of the contact to see how far it is. A person who writes later is somebody new.',
        scope: 'contacts:write',
        problems: [404],
      },
      { params: PersonParams, response: { 202: PersonErasureView } },
    ),
    async (request, reply) => {
      const { id } = principalOf(request).account
      const erasure = found(await erasePerson(ctx.core, id, request.params.id, actorOf(request)), 'contact')
      return reply.code(202).send(erasure)
    },
  )

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
        response: ndjson(
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
      const lines = toNdjson(await begun(rows), (row) => row)
      reply.header('content-disposition', 'attachment; filename="account.ndjson"')
      reply.type('application/x-ndjson; charset=utf-8')
      return reply.send(Readable.from(lines) as never) // a stream of what the schema describes
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

const toAccountErasure = ({ id, state, requestedAt, dueAt }: Erasure) => ({ id, state, requestedAt, dueAt })

const toDays = ({ messages, media, events }: Readonly<Retention>) => ({
  messagesDays: messages,
  mediaDays: media,
  eventsDays: events,
})

const toRetentionView = (retention: Retention, bounds: RetentionBounds) => ({
  ...toDays(retention),
  bounds: toDays(bounds),
})

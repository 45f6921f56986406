import { exportAccount as exportAccountInCore } from '@dawk/core/operations/privacy/export-account.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { begun } from '#requests/ndjson.ts'
import { AnyObject, strict } from '#resources/schemas.ts'
import { ndjsonReply, sendNdjson } from '#surfaces/native/ndjson-reply.ts'

export const exportAccount = operation({
  route: 'GET /account/export',
  tag: 'Account',
  scope: 'account:write',
  cost: 10,
  summary: 'Export all data of the account',
  description:
    'One JSON object on each line, table by table, without secrets. When the stream breaks off, give the `after` of the last whole line to go on behind it.',
  query: Type.Object({ after: Type.Optional(Type.String({ maxLength: 4096 })) }, strict),
  reply: ndjsonReply(
    'A stream of rows',
    { table: Type.String(), row: AnyObject, after: Type.String() },
    {
      table: 'contacts',
      row: { id: '018f3c2e-6f00-7000-8000-000000000000', name: 'Asha Rao' },
      after: 'eyJ0Ijoi…',
    },
  ),
  async handle({ ctx, caller, query, reply }) {
    const rows = exportAccountInCore(ctx.core, caller, query.after ?? null)
    return sendNdjson(reply, 'account', await begun(rows))
  },
})

import { exportPerson } from '@dawk/core/operations/privacy/export-person.ts'
import { assertScope } from '@dawk/core/tenancy/access/caller.ts'
import Type from 'typebox'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { begun } from '#requests/ndjson.ts'
import { AnyObject } from '#resources/schemas.ts'
import { assertSeesAll, assertSeesPhones } from '#surfaces/native/inbox-access.ts'
import { ndjsonReply, sendNdjson } from '#surfaces/native/ndjson-reply.ts'
import { PersonParams } from './person-params.ts'

export const exportContact = operation({
  route: 'GET /contacts/:id/export',
  tag: 'Contacts',
  scope: 'contacts:read',
  cost: 10,
  refuses: ['not_found'],
  summary: 'Export all data of a person',
  description:
    'One JSON object on each line: the contact, its identifiers and conversations, then messages, each with its file, then events. The key also needs `messages:read`.',
  params: PersonParams,
  reply: ndjsonReply(
    'A stream of records',
    { kind: Type.String(), data: AnyObject },
    { kind: 'identifier', data: { kind: 'phone', value: '919876543210' } },
  ),
  async handle({ ctx, caller, params, reply }) {
    assertScope(caller, 'messages:read')
    await assertSeesAll(ctx, caller)
    await assertSeesPhones(ctx, caller)
    const records = await exportPerson(ctx.core, caller, params.id)
    return sendNdjson(reply, 'contact', await begun(orNotFound(records, 'contact')))
  },
})

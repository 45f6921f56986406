import { upsertContact as upsertContactInCore } from '@dawk/core/engagement/contacts/write/contact-commands.ts'
import type { ContactWrite } from '@dawk/core/engagement/contacts/write/contact-write.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import Type from 'typebox'
import { answer } from '#operations/answer.ts'
import { operation } from '#operations/operation.ts'
import { ContactUpsert, ContactView, IfMatch, versionOf } from '../../schemas/contact-schemas.ts'

const KeyParams = Type.Object({
  key: Type.String({
    pattern: '^(phone|userId|externalId:[a-z][a-z0-9_]{0,31}(:[^\\s/]{1,100})?)$',
    description: 'must be phone, userId, or externalId: and a system, such as externalId:shopify:acme',
    examples: ['phone'],
  }),
  value: Type.String({
    minLength: 1,
    maxLength: 256,
    description: 'The phone number, the user id, or the id that the system has.',
  }),
})

export const upsertContact = operation({
  route: 'PUT /contacts/by/:key/:value',
  tag: 'Contacts',
  scope: 'contacts:write',
  refuses: ['conflict'],
  summary: 'Create or update a contact by one of its keys',
  description:
    'Creates the contact (201), or changes what is given (200); repeating it changes nothing. Contacts are matched by the id of another system, then the user id, then the phone number in any spelling, then unique attributes. 409 with the reason `contact_conflict` when these belong to different contacts, unless `onConflict` says what to do.',
  params: KeyParams,
  headers: IfMatch,
  body: ContactUpsert,
  reply: { 200: ContactView, 201: ContactView },
  async handle({ ctx, caller, params, request, body: { source, onConflict, ...given } }) {
    const write = { ...withKey(given, params), ifVersion: versionOf(request.headers) }
    const system = params.key.startsWith('externalId:') ? params.key.slice('externalId:'.length) : undefined
    const { contact, created } = await upsertContactInCore(ctx.core, caller, write, {
      source: source ?? system,
      onConflict,
    })
    return answer(contact, { status: created ? 201 : 200 })
  },
})

/** @throws GatewayError `invalid_request` when the body names another value of the key */
function withKey(write: ContactWrite, { key, value }: { key: string; value: string }): ContactWrite {
  if (key.startsWith('externalId:')) {
    const source = key.slice('externalId:'.length)
    return { ...write, externalIds: [{ source, externalId: value }, ...(write.externalIds ?? [])] }
  }
  const name = key as 'phone' | 'userId'
  if (write[name] !== undefined && write[name] !== value)
    throw new GatewayError('invalid_request', 'Validation failed.', {
      details: [{ field: name, message: 'stands in the path already, with another value' }],
    })
  return { ...write, [name]: value }
}

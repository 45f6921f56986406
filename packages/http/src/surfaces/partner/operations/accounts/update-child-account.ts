import { changeChild } from '@dawk/core/tenancy/partners/change-child.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { nullable, strict } from '#resources/schemas.ts'
import { PersonName } from '#resources/session-schemas.ts'
import {
  AccountName,
  AccountView,
  Country,
  Language,
  Metadata,
  Tags,
  Timezone,
  toAccountView,
} from '../../account-schemas.ts'

const AccountChange = Type.Object(
  {
    name: Type.Optional(AccountName),
    ownerName: Type.Optional(nullable(PersonName)),
    language: Type.Optional(Language),
    country: Type.Optional(Country),
    timezone: Type.Optional(Timezone),
    tags: Type.Optional(Tags),
    metadata: Type.Optional(Metadata),
  },
  { ...strict, minProperties: 1, examples: [{ tags: ['textiles', 'gold'] }] },
)

export const updateChildAccount = operation({
  route: 'PATCH /accounts/:id',
  of: 'account',
  tag: 'Accounts',
  scope: 'partner:write',
  summary: 'Change an account',
  description: 'What is named changes; `tags` and `metadata` are replaced as a whole.',
  body: AccountChange,
  reply: { 200: AccountView },
  handle: async ({ ctx, caller, id, body }) => toAccountView(await changeChild(ctx.core, caller, id, body)),
})

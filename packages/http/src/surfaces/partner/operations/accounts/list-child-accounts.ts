import { listChildren } from '@dawk/core/tenancy/partners/change-child.ts'
import Type from 'typebox'
import { list } from '#operations/list.ts'
import { toInstant } from '#resources/instants.ts'
import { Instant } from '#resources/schemas.ts'
import { AccountView, ExternalId, Status, toAccountView } from '../../account-schemas.ts'

export const listChildAccounts = list({
  route: 'GET /accounts',
  tag: 'Accounts',
  scope: 'partner:read',
  summary: 'List accounts',
  description: 'The newest first.',
  filters: {
    status: Type.Optional(Status),
    externalId: Type.Optional(ExternalId),
    tag: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    createdAfter: Type.Optional(Instant),
  },
  item: AccountView,
  read: ({ ctx, caller }, page, { createdAfter, ...filter }) =>
    listChildren(
      ctx.core,
      caller,
      { ...filter, ...(createdAfter !== undefined && { createdAfter: toInstant(createdAfter, 'createdAfter') }) },
      page,
    ),
  view: toAccountView,
})

import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { Id } from '#resources/schemas.ts'

export const getPartner = operation({
  route: 'GET /me',
  tag: 'Partner',
  scope: 'partner:read',
  summary: 'Get the partner',
  description: 'The account of the partner, and what the key opens.',
  reply: {
    200: Type.Object({
      id: Id,
      name: Type.String(),
      email: Type.String(),
      key: Type.Object({ display: Type.String(), scopes: Type.Array(Type.String({ examples: ['partner:read'] })) }),
    }),
  },
  async handle({ principal: { account, keyDisplay, scopes } }) {
    const key = { display: keyDisplay ?? '', scopes: [...scopes].filter((scope) => scope.startsWith('partner:')) }
    return { id: account.id, name: account.name, email: account.email, key }
  },
})

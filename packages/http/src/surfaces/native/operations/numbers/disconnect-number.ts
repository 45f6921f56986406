import { disconnectNumber as disconnectNumberInCore } from '@dawk/core/messaging/numbers/disconnect-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { assertMayUseNumber } from '@dawk/core/tenancy/access/principal.ts'
import Type from 'typebox'
import { notFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { reachableNumber } from '#surfaces/native/reachable-number.ts'

export const disconnectNumber = operation({
  route: 'DELETE /numbers/:id',
  of: 'number',
  tag: 'Numbers',
  scope: 'numbers:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Disconnect a phone number',
  description:
    'Forgets its credentials. Its messages stay; what still waits to leave by it fails. Not the sandbox number.',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id }) {
    const number = await reachableNumber(ctx, caller, id)
    assertMayUseNumber(caller, number)
    if (number.sandbox) throw new GatewayError('conflict', 'The sandbox number cannot be disconnected.')
    if (!(await disconnectNumberInCore(ctx.core, caller, id))) throw notFound('number')
  },
})

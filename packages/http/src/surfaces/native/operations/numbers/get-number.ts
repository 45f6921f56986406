import { operation } from '#operations/operation.ts'
import { NumberView, toNumberView } from '#resources/number-views.ts'
import { reachableNumber } from '#surfaces/native/reachable-number.ts'

export const getNumber = operation({
  route: 'GET /numbers/:id',
  of: 'number',
  tag: 'Numbers',
  scope: 'numbers:read',
  refuses: ['not_found'],
  summary: 'Get a phone number',
  description: 'By our id.',
  reply: { 200: NumberView },
  handle: async ({ ctx, caller, id }) => toNumberView(await reachableNumber(ctx, caller, id)),
})

import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { errorRules } from '#resources/errors.ts'
import { KnownError, toView } from './error-view.ts'

export const listErrors = operation({
  route: 'GET /errors',
  tag: 'Errors',
  scope: 'open',
  summary: 'List all kinds of errors',
  description: 'Every `code` that this API answers with. Needs no key.',
  reply: { 200: Type.Object({ data: Type.Array(KnownError) }) },
  handle: async () => ({ data: Object.entries(errorRules).map(([code, rule]) => toView(code, rule)) }),
})

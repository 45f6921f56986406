import Type from 'typebox'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { errorRules } from '#resources/errors.ts'
import { KnownError, toView } from './error-view.ts'

export const getError = operation({
  route: 'GET /errors/:code',
  tag: 'Errors',
  scope: 'open',
  refuses: ['not_found'],
  summary: 'Describe one kind of error',
  description: 'What `type` of a problem points to. Needs no key.',
  params: Type.Object({ code: Type.String() }),
  reply: { 200: KnownError },
  async handle({ params: { code } }) {
    const rule = Object.hasOwn(errorRules, code) ? errorRules[code as keyof typeof errorRules] : null
    return toView(code, orNotFound(rule, 'kind of error'))
  },
})

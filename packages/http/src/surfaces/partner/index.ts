import { notPartner } from '@dawk/core/tenancy/partners/create-child.ts'
import type { FastifyInstance } from 'fastify'
import { renderError } from '#resources/errors.ts'
import { refusals } from '#resources/refusals.ts'
import type { Dialect, DialectOptions } from '../surface.ts'
import { description } from './description.ts'
import { operations } from './operations/index.ts'

/** For resellers: the native voice, and accounts in the plural. Its events are the partner's own, in the native format. */
export const partner: Dialect = {
  name: 'partner',
  prefix: '/api/partner/v1',
  operations,
  refusals,
  remembersAnswers: true,
  description,
  prepare: refuseOthers,
  renderError,
  renderEvent: () => null,
  eventTypes: [],
}

/** Keys of accounts that are no partners open nothing here, whatever scopes they hold. */
function refuseOthers(scope: FastifyInstance, { ctx }: DialectOptions): void {
  scope.addHook('preValidation', async ({ principal }) => {
    if (!principal) return
    const { id } = principal.account
    const cached = ctx.partnerships.peek(id)
    const partnership = cached === undefined ? await ctx.partnerships.find(id) : cached
    if (!partnership?.isPartner) throw notPartner()
  })
}

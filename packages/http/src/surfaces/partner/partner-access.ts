import { notPartner } from '@dawk/core/tenancy/partners/create-child.ts'
import type { FastifyInstance } from 'fastify'
import type { DialectOptions } from '../surface.ts'

/** Keys of accounts that are no partners open nothing here, whatever scopes they hold. */
export function refuseOthers(scope: FastifyInstance, { ctx }: DialectOptions): void {
  scope.addHook('preValidation', async ({ principal }) => {
    if (!principal) return
    const { id } = principal.account
    const cached = ctx.partnerships.peek(id)
    const partnership = cached === undefined ? await ctx.partnerships.find(id) : cached
    if (!partnership?.isPartner) throw notPartner()
  })
}

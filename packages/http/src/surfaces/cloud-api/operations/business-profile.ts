import { changeBusinessProfile } from '@dawk/core/messaging/numbers/change-profile.ts'
import type { FastifyPluginAsync } from 'fastify'
import { actorOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { checkProduct } from '../check-message.ts'
import { changeProfile, readProfile } from '../documents/numbers.ts'
import { dataOf, ownNumberOf } from '../own-number.ts'

interface ProfileRequest {
  Params: { version: string; phoneNumberId: string }
  Querystring: { fields?: string | string[] }
}

const path = '/:version(^v\\d{1,2}\\.\\d$)/:phoneNumberId/whatsapp_business_profile'

/** Straight from Meta and to Meta, whose limits decide. */
export const businessProfile: FastifyPluginAsync<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get<ProfileRequest>(path, { config: { scope: 'numbers:read', documents: readProfile } }, async (request) => {
    const number = await ownNumberOf(ctx, request, request.params.phoneNumberId)
    const { data } = dataOf(await ctx.core.graph(number.sandbox).getBusinessProfile(number))
    const names = [request.query.fields ?? []].flat().join(',').split(',').filter(Boolean)
    return { data: data.map((profile) => pick(profile, names)) }
  })
  app.post<ProfileRequest>(path, { config: { scope: 'numbers:write', documents: changeProfile } }, async (request) => {
    const number = await ownNumberOf(ctx, request, request.params.phoneNumberId)
    const { messaging_product: _, ...profile } = checkProduct(request.body)
    return dataOf(await changeBusinessProfile(ctx.core, number, profile, actorOf(request)))
  })
}

function pick(profile: object, names: readonly string[]): object {
  if (names.length === 0) return profile
  return Object.fromEntries(
    Object.entries(profile).filter(([name]) => name === 'messaging_product' || names.includes(name)),
  )
}

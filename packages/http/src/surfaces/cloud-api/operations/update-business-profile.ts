import { updateBusinessProfile as updateProfile } from '@dawk/core/messaging/numbers/update-profile.ts'
import { operation } from '#operations/operation.ts'
import { checkProduct } from '../check-message.ts'
import { dataOf, ownNumberOf } from '../own-number.ts'
import { Done, ofNumber, open, shapes } from '../shapes.ts'

const profile = { messaging_product: 'whatsapp', about: 'Open all day', vertical: 'RETAIL' }

export const updateBusinessProfile = operation({
  route: 'POST /:phoneNumberId/whatsapp_business_profile',
  tag: 'Business profile',
  scope: 'numbers:write',
  summary: 'Change the business profile',
  shown: shapes({
    params: ofNumber,
    body: {
      ...open,
      properties: { messaging_product: { const: 'whatsapp' } },
      required: ['messaging_product'],
      examples: [profile],
    },
    ok: Done,
    example: { success: true },
  }),
  async handle({ ctx, caller, request, params, body }) {
    const number = await ownNumberOf(ctx, request, params.phoneNumberId)
    const { messaging_product: _, ...change } = checkProduct(body)
    return dataOf(await updateProfile(ctx.core, caller, number, change))
  },
})

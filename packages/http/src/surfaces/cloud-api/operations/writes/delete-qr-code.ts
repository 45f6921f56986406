import { changeAtMeta } from '@dawk/core/messaging/numbers/change-at-meta.ts'
import { operation } from '#operations/operation.ts'
import { dataOf, ownNumberOf } from '../../own-number.ts'
import { Done, shapes } from '../../shapes.ts'
import { ofQrCode } from '../reads/graph-edges.ts'

export const deleteQrCode = operation({
  route: 'DELETE /:phoneNumberId/message_qrdls/:code',
  tag: 'Phone numbers',
  scope: 'numbers:write',
  summary: 'Delete a QR code',
  description: 'Straight to Meta, whose answer comes back as it is.',
  shown: shapes({ params: ofQrCode, ok: Done, example: { success: true } }),
  async handle({ ctx, caller, request, params: { phoneNumberId, code } }) {
    const number = await ownNumberOf(ctx, request, phoneNumberId)
    const path = `${number.phoneNumberId}/message_qrdls/${encodeURIComponent(code)}`
    const change = { method: 'DELETE', path, action: 'number.settings_changed', scope: 'numbers:write' } as const
    return dataOf(await changeAtMeta(ctx.core, caller, number, change))
  },
})

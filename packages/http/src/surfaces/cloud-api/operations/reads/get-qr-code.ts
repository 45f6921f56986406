import { operation } from '#operations/operation.ts'
import { ownNumberOf } from '../../own-number.ts'
import { readAtMeta } from '../../read-at-meta.ts'
import { fields, queryOf, shapes } from '../../shapes.ts'
import { list, ofQrCode } from './graph-edges.ts'

export const getQrCode = operation({
  route: 'GET /:phoneNumberId/message_qrdls/:code',
  tag: 'Phone numbers',
  scope: 'numbers:read',
  summary: 'Get a QR code',
  description: 'Straight from Meta.',
  shown: shapes({
    params: ofQrCode,
    query: queryOf({ fields }),
    ok: list,
    example: { data: [{ code: '4O4YGZEG3RIVE1', prefilled_message: 'Hi' }] },
  }),
  async handle({ ctx, request, params: { phoneNumberId, code } }) {
    const number = await ownNumberOf(ctx, request, phoneNumberId)
    return readAtMeta(ctx, request, number, `${number.phoneNumberId}/message_qrdls/${encodeURIComponent(code)}`)
  },
})

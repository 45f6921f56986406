import { operation } from '#operations/operation.ts'
import { ownNumberOf } from '../../own-number.ts'
import { readAtMeta } from '../../read-at-meta.ts'
import { fields, ofNumber, queryOf, said, shapes } from '../../shapes.ts'
import { list } from './graph-edges.ts'

export const getQrCode = operation({
  route: 'GET /:phoneNumberId/message_qrdls/:code',
  tag: 'Phone numbers',
  scope: 'numbers:read',
  summary: 'Get a QR code',
  description: 'Straight from Meta.',
  shown: shapes({
    params: {
      ...ofNumber,
      properties: {
        ...ofNumber.properties,
        code: { ...said('The code.'), maxLength: 64, examples: ['4O4YGZEG3RIVE1'] },
      },
      required: [...ofNumber.required, 'code'],
    },
    query: queryOf({ fields }),
    ok: list,
    example: { data: [{ code: '4O4YGZEG3RIVE1', prefilled_message: 'Hi' }] },
  }),
  async handle({ ctx, request, params: { phoneNumberId, code } }) {
    const number = await ownNumberOf(ctx, request, phoneNumberId)
    return readAtMeta(ctx, request, number, `${number.phoneNumberId}/message_qrdls/${encodeURIComponent(code)}`)
  },
})

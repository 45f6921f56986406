import type { FastifyInstance } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { badRequest, unknownObject } from '../graph-error.ts'
import { asObject, asText, type Json } from '../json.ts'
import type { QrCode } from '../numbers/number-settings.ts'
import type { Random } from '../random.ts'
import { requireNumber } from './access.ts'
import { collection } from './collection.ts'

interface QrRequest {
  Params: { id: string; code: string }
  Querystring: Record<string, string>
}

const maxCodes = 2000
const maxMessage = 140
const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** Codes that open a chat with a text in it. https://developers.facebook.com/docs/whatsapp/business-management-api/qr-codes */
export function qrCodeRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  const codesOf = (request: Parameters<typeof requireNumber>[1], id: string) =>
    ctx.settings.of(requireNumber(ctx, request, id).phoneNumberId).qrCodes
  app.get<QrRequest>('/:id/message_qrdls', (request) => {
    const codes = codesOf(request, request.params.id)
    return collection(
      [...codes.values()].map((code) => toNode(code, request.query['fields'])),
      page(request.query),
    )
  })
  app.post<QrRequest>('/:id/message_qrdls', (request) => {
    const codes = codesOf(request, request.params.id)
    const given = { ...request.query, ...asObject(request.body) }
    const message = readMessage(given)
    if (given['code'] !== undefined) return update(codes, request.method, String(given['code']), message)
    if (codes.size >= maxCodes) throw badRequest(`A number can have ${maxCodes} QR codes.`)
    const image = readImage(given['generate_qr_image'])
    const made: QrCode = { code: newCode(ctx.random), prefilled_message: message, image: image ?? 'SVG' }
    codes.set(made.code, made)
    return toNode(made, image === undefined ? undefined : 'code,prefilled_message,deep_link_url,qr_image_url')
  })
  app.get<QrRequest>('/:id/message_qrdls/:code', (request) => {
    const qrCode = requireCode(codesOf(request, request.params.id), request.method, request.params.code)
    return { data: [toNode(qrCode, request.query['fields'])] }
  })
  app.delete<QrRequest>('/:id/message_qrdls/:code', (request) => {
    const codes = codesOf(request, request.params.id)
    codes.delete(requireCode(codes, request.method, request.params.code).code)
    return { success: true }
  })
}

/** Fields are picked by `toNode`, which knows the format of the image. */
const page = ({ fields: _, ...query }: Record<string, string>) => query

function update(codes: Map<string, QrCode>, method: string, code: string, message: string): Json {
  const qrCode = requireCode(codes, method, code)
  qrCode.prefilled_message = message
  return toNode(qrCode, undefined)
}

function requireCode(codes: ReadonlyMap<string, QrCode>, method: string, code: string): QrCode {
  const qrCode = codes.get(code)
  if (!qrCode) throw unknownObject(method, code)
  return qrCode
}

function readMessage({ prefilled_message: given }: Json): string {
  const message = asText(given)
  if (message === undefined || message === '') throw badRequest('The parameter prefilled_message is required.')
  if (message.length > maxMessage)
    throw badRequest(`Param prefilled_message must be at most ${maxMessage} characters long.`)
  return message
}

function readImage(given: unknown): QrCode['image'] | undefined {
  if (given === undefined) return undefined
  const format = String(given).toUpperCase()
  if (format === 'SVG' || format === 'PNG') return format
  throw badRequest('Param generate_qr_image must be one of {SVG, PNG}.')
}

function toNode({ code, prefilled_message, image }: QrCode, fields: string | undefined): Json {
  const format = /qr_image_url\.format\((\w+)\)/i.exec(fields ?? '')?.[1] ?? image
  return {
    code,
    prefilled_message,
    deep_link_url: `https://wa.me/message/${code}`,
    ...(fields?.includes('qr_image_url') && {
      qr_image_url: `https://scontent.whatsapp.net/qr/${code}.${format.toLowerCase()}`,
    }),
  }
}

const newCode = (random: Random) => Array.from(random.bytes(14), (byte) => signs[byte % signs.length]).join('')

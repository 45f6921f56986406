import { isObject } from '@dawk/cloud-api/json.ts'
import { sendError } from '../graph-error.ts'
import { asArray, asObject, asText, type Json } from '../json.ts'
import { fillText } from './fill-text.ts'
import type { Button, Component } from './template.ts'

/** What the recipient sees of a template message, or of one card of it. */
export interface RenderedPart {
  header?: Json
  body?: string
  footer?: string
  buttons?: { type: string; text: string; url?: string; payload?: string; phone_number?: string | undefined }[]
}

/** Header, body, footer and buttons as the recipient sees them, filled with what was sent. */
export function renderPart(parts: readonly Component[], sent: readonly Json[], named: boolean): RenderedPart {
  const parameters = (type: string) =>
    asArray(sent.find((component) => lower(component['type']) === type)?.['parameters']).map(asObject)
  const part = (type: string) => parts.find((component) => component.type === type)
  const header = part('HEADER')
  const body = part('BODY')
  const footer = part('FOOTER')?.text
  const buttons = part('BUTTONS')?.buttons
  return {
    ...(header ? { header: renderHeader(header, parameters('header'), named) } : {}),
    ...(body ? { body: fillText('body', body.text ?? '', parameters('body'), { named, max: bodyMax(parts) }) } : {}),
    ...(footer ? { footer } : {}),
    ...(buttons ? { buttons: buttons.map((button, index) => renderButton(button, index, sent)) } : {}),
  }
}

const headerMax = 60

/** A template that is nothing but its body may be as long as a short book. */
const bodyMax = (parts: readonly Component[]) => (parts.length === 1 ? 32_768 : 1024)

function renderHeader(header: Component, parameters: Json[], named: boolean): Json {
  const format = header.format ?? 'TEXT'
  if (format === 'TEXT')
    return { type: 'text', text: fillText('header', header.text ?? '', parameters, { named, max: headerMax }) }
  const received = asText(parameters[0]?.['type'])?.toUpperCase() ?? 'UNKNOWN'
  if (received !== format || parameters.length !== 1) throw formatMismatch(format, received)
  const kind = format.toLowerCase()
  const given = asObject(parameters[0]?.[kind])
  if (!isWholeHeader(kind, given)) throw formatMismatch(format, 'UNKNOWN')
  return { type: kind, [kind]: given }
}

const formatMismatch = (expected: string, received: string) =>
  sendError(132012, `header: Format mismatch, expected ${expected}, received ${received}`)

function isWholeHeader(kind: string, given: Json): boolean {
  if (kind === 'location') return given['latitude'] !== undefined && given['longitude'] !== undefined
  if (kind === 'product') return typeof given['product_retailer_id'] === 'string'
  return given['id'] !== undefined || given['link'] !== undefined
}

function renderButton(button: Button, index: number, sent: readonly Json[]) {
  const component = sent.find(
    (candidate) => lower(candidate['type']) === 'button' && Number(candidate['index']) === index,
  )
  const parameters = asArray(component?.['parameters']).map(asObject)
  const shown = { type: lower(button.type), text: button.text }
  switch (button.type) {
    case 'URL':
      return { ...shown, url: readUrl(button, parameters, index) }
    case 'COPY_CODE':
      return { ...shown, payload: readCoupon(parameters, index) }
    case 'FLOW':
      if (!component) throw sendError(131009, `buttons: Button at index ${index} of type Flow requires a component`)
      requireAction(parameters, index, 'Flow')
      return shown
    case 'MPM':
      requireAction(parameters, index, 'Mpm')
      return shown
    case 'QUICK_REPLY':
      return { ...shown, ...readPayload(parameters, index) }
    case 'PHONE_NUMBER':
      return { ...shown, phone_number: button.phone_number }
    default:
      return shown
  }
}

function readUrl(button: Button, parameters: readonly Json[], index: number): string {
  const url = button.url ?? ''
  if (url.includes('{{') && parameters.length === 0)
    throw sendError(131008, `buttons: Button at index ${index} of type Url requires a parameter`)
  return fillText(`button at index ${index} of type Url`, url, parameters, { named: false })
}

const payloadMax = 256

/** Left out it is the button's text; given, it has to be something. */
function readPayload([parameter, ...surplus]: readonly Json[], index: number): { payload?: string } {
  if (!parameter) return {}
  if (surplus.length > 0 || parameter['type'] !== 'payload')
    throw sendError(132012, `buttons: Format mismatch at index ${index}, expected one PAYLOAD`)
  const payload = asText(parameter['payload'])
  if (payload === undefined || payload === '')
    throw sendError(131008, `buttons: Button at index ${index} of type quick_reply is missing its payload`)
  if (payload.length > payloadMax) throw sendError(132018, `buttons: Payload at index ${index} is too long`)
  return { payload }
}

function requireAction([parameter]: readonly Json[], index: number, type: string): void {
  if (parameter?.['type'] !== 'action' || !isObject(parameter['action']))
    throw sendError(131009, `buttons: Button at index ${index} of type ${type} requires a parameter of type action`)
}

function readCoupon(parameters: readonly Json[], index: number): string {
  const [parameter] = parameters
  if (!parameter) throw sendError(131008, `buttons: Button at index ${index} of type copy_code requires a parameter`)
  const code = parameter['coupon_code']
  if (parameter['type'] !== 'coupon_code' || typeof code !== 'string')
    throw sendError(132012, `buttons: Format mismatch at index ${index}, expected COUPON_CODE`)
  if (!/^[A-Za-z0-9]{1,20}$/.test(code))
    throw sendError(132018, `buttons: Coupon code at index ${index} must be 1 to 20 letters and digits`)
  return code
}

/** Components of a send that no template shows. */
const beside = new Set(['TAP_TARGET_CONFIGURATION', 'ORDER_STATUS'])

/** A component that the template has not, or a button past its last. */
export function rejectSurplus(parts: readonly Component[], sent: readonly Json[]): void {
  const types = new Set(parts.map(({ type }) => type))
  const buttons = parts.find(({ type }) => type === 'BUTTONS')?.buttons ?? []
  for (const component of sent) {
    const type = lower(component['type']).toUpperCase()
    const count = asArray(component['parameters']).length
    if (type === 'BUTTON') {
      const index = Number(component['index'])
      const button = buttons[index]
      if (!button)
        throw sendError(132018, `buttons: There is no button at index ${asText(component['index']) ?? 'null'}`)
      const subType = button.type === 'URL' ? 'url' : button.type.toLowerCase()
      if (lower(component['sub_type']) !== subType)
        throw sendError(
          132012,
          `buttons: Button at index ${index} of type ${subType} does not match sub_type ${lower(component['sub_type'])}`,
        )
    } else if (!beside.has(type) && !types.has(type) && (count > 0 || type === 'CAROUSEL'))
      throw sendError(
        132000,
        `${type.toLowerCase()}: number of localizable_params (${count}) does not match the expected number of params (0)`,
      )
  }
}

/** Meta takes the names of types in any case. */
const lower = (value: unknown) => String(value).toLowerCase()

import { asArray, asObject, type Json } from '../json.ts'
import type { Random } from '../random.ts'
import type { Button, Category, Component } from './template.ts'

const otpUrl = 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}'

/**
 * Components as `GET` shows them afterwards: types in capitals, samples of media behind a link, the fixed texts of
 * authentication filled in and its OTP button turned into a URL button.
 */
export function toStoredComponents(random: Random, components: unknown, category: Category): Component[] {
  return asArray(components).map((component) => toStored(random, asObject(component), category))
}

function toStored(random: Random, component: Json, category: Category): Component {
  const type = String(component['type']).toUpperCase()
  const stored = { ...component, type }
  switch (type) {
    case 'HEADER':
      return withSampleLink(random, { ...stored, format: String(component['format']).toUpperCase() })
    case 'BODY':
      return category === 'AUTHENTICATION' ? { ...stored, text: codeText(component) } : stored
    case 'FOOTER':
      return category === 'AUTHENTICATION'
        ? { ...stored, text: `This code expires in ${component['code_expiration_minutes']} minutes.` }
        : stored
    case 'BUTTONS':
      return { ...stored, buttons: asArray(component['buttons']).map((button) => toStoredButton(asObject(button))) }
    case 'CAROUSEL':
      return {
        ...stored,
        cards: asArray(component['cards']).map((card) => ({
          components: toStoredComponents(random, asObject(card)['components'], category),
        })),
      }
    default:
      return stored
  }
}

const codeText = (component: Json) =>
  `*{{1}}* is your verification code.${component['add_security_recommendation'] === true ? ' For your security, do not share this code.' : ''}`

/** A handle as the resumable upload gives it; afterwards Meta shows where the sample can be seen. */
function withSampleLink(random: Random, header: Json & { type: string }): Component {
  const [handle] = asArray(asObject(header['example'])['header_handle'])
  if (handle === undefined) return header
  const link = `https://scontent.whatsapp.net/v/t61.29466-34/${random.bytes(8).toString('hex')}?ccb=1-7`
  return { ...header, example: { ...asObject(header['example']), header_handle: [link] } }
}

const labels: Readonly<Record<string, string>> = { COPY_CODE: 'Copy offer code', OTP: 'Copy code' }

function toStoredButton(button: Json): Button {
  const type = String(button['type']).toUpperCase()
  const text = typeof button['text'] === 'string' ? button['text'] : (labels[type] ?? type)
  if (type === 'OTP') return { type: 'URL', text, url: otpUrl }
  return { ...button, type, text }
}

import { isObject } from '../json.ts'
import { type Findings, type Json, shown } from './problem.ts'
import { checkPlain, readText, subcodes, variablesIn } from './text-rules.ts'

const maxButtons = 10
const maxLabel = 25
const maxUrl = 2000
const maxCode = 20

/** How many of a kind one template may have. */
const maxOfKind: Readonly<Record<string, number>> = {
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  OTP: 1,
  FLOW: 1,
  MPM: 1,
  SPM: 1,
  CATALOG: 1,
  VOICE_CALL: 1,
  REQUEST_CONTACT_INFO: 1,
  APP: 1,
  ORDER_DETAILS: 1,
  REMINDER: 1,
  PAYMENT_REQUEST: 1,
}

export const kindOf = (button: Json) => String(button['type']).toUpperCase()

/** The buttons of a template, or of one card. */
export function checkButtons(value: unknown, at: Findings, limits: { max?: number } = {}): undefined {
  const max = limits.max ?? maxButtons
  if (!Array.isArray(value) || value.length === 0)
    return at.add('must be a list of at least one button', subcodes.missingField)
  if (value.length > max) at.add(`may have at most ${max} buttons (given: ${value.length})`, subcodes.buttonLayout)
  const looked = value.slice(0, 2 * maxButtons)
  for (const [index, button] of looked.entries()) {
    if (isObject(button)) checkButton(button, at.at(index))
    else at.at(index).add(`must be an object (given: ${shown(button)})`)
  }
  checkMix(looked.filter(isObject), at)
}

function checkMix(buttons: readonly Json[], at: Findings): undefined {
  const kinds = buttons.map(kindOf)
  for (const [kind, count] of countEach(kinds)) {
    const max = maxOfKind[kind]
    if (max !== undefined && count > max)
      at.add(`may have at most ${max} of type ${kind} (given: ${count})`, subcodes.buttonLayout)
  }
  const runs = kinds.filter((kind, index) => kind === 'QUICK_REPLY' && kinds[index - 1] !== 'QUICK_REPLY').length
  if (runs > 1) at.add('quick replies must stand together, not between other buttons', subcodes.buttonLayout)
  for (const [label, count] of countEach(buttons.map((button) => `${kindOf(button)} ${button['text']}`)))
    if (count > 1 && !label.endsWith('undefined'))
      at.add(`has the same text twice: ${shown(label.slice(label.indexOf(' ') + 1))}`, subcodes.buttonLayout)
}

function countEach(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function checkButton(button: Json, at: Findings): undefined {
  const kind = kindOf(button)
  if (maxOfKind[kind] === undefined)
    return at.at('type').add(`must be one of ${Object.keys(maxOfKind).join(', ')} (given: ${shown(button['type'])})`)
  if (kind !== 'COPY_CODE' && kind !== 'OTP' && kind !== 'APP') checkLabel(button['text'], at.at('text'))
  kindRules[kind]?.(button, at)
}

function checkLabel(value: unknown, at: Findings): undefined {
  const label = readText(value, at, maxLabel)
  if (label === null) return
  if (variablesIn(label).length > 0) at.add('may not have variables', subcodes.buttonLayout)
  checkPlain(label, at, subcodes.buttonLayout, true)
}

const kindRules: Readonly<Record<string, (button: Json, at: Findings) => undefined>> = {
  URL: checkUrl,
  PHONE_NUMBER: ({ phone_number: phone }, at) => {
    const text = readText(phone, at.at('phone_number'), 20)
    if (text !== null && !/^\+?[\d\s().-]{5,}$/.test(text))
      at.at('phone_number').add(`must be a phone number (given: ${shown(phone)})`)
  },
  COPY_CODE: ({ example }, at) => checkCode(Array.isArray(example) ? example[0] : example, at.at('example')),
  OTP: checkOtp,
  FLOW: (button, at) => {
    const named = ['flow_id', 'flow_name', 'flow_json'].filter((name) => button[name] !== undefined)
    if (named.length !== 1) at.add('must name exactly one of flow_id, flow_name and flow_json', subcodes.missingField)
  },
  VOICE_CALL: ({ ttl_minutes: minutes }, at) => {
    if (minutes !== undefined && !isWithin(minutes, 1440, 43_200))
      at.at('ttl_minutes').add(`must be 1440 to 43200 (given: ${shown(minutes)})`)
  },
}

const shorteners = /^(?:[\w-]+\.)?(?:wa\.me|bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd|cutt\.ly|rb\.gy)$/i

function checkUrl({ url, example }: Json, at: Findings): undefined {
  const text = readText(url, at.at('url'), maxUrl)
  if (text === null) return
  const names = variablesIn(text)
  const bare = text.replace(/\{\{[^{}]*\}\}$/, '')
  if (names.length > 1 || (names.length === 1 && !text.endsWith('}}')))
    at.at('url').add('may have one variable, at its end', subcodes.buttonLayout)
  if (!/^https?:\/\//i.test(text) || !URL.canParse(bare))
    return at.at('url').add(`must be an http or https address (given: ${shown(url)})`)
  if (names.length > 0 && !/^https?:\/\/[^/?#]+[/?#]/i.test(bare))
    at.at('url').add('may not have its variable in the domain', subcodes.buttonLayout)
  if (shorteners.test(new URL(bare).hostname))
    at.at('url').addForReview('links of wa.me and of shorteners are rejected', 'INVALID_FORMAT')
  const sample: unknown = Array.isArray(example) ? example[0] : example
  if (names.length > 0 && (typeof sample !== 'string' || sample === ''))
    at.at('example').add('is required: the whole address with a sample in it', subcodes.missingField)
}

function checkCode(code: unknown, at: Findings): undefined {
  const text = readText(code, at, maxCode)
  if (text !== null && !/^[A-Za-z0-9]+$/.test(text)) at.add('must be letters and digits')
}

const packageName = /^[A-Za-z]\w*(?:\.[A-Za-z]\w*)+$/

function checkOtp(button: Json, at: Findings): undefined {
  const kind = String(button['otp_type']).toUpperCase()
  if (!['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'].includes(kind))
    return at.at('otp_type').add(`must be COPY_CODE, ONE_TAP or ZERO_TAP (given: ${shown(button['otp_type'])})`)
  for (const name of ['text', 'autofill_text'])
    if (button[name] !== undefined) readText(button[name], at.at(name), maxLabel)
  if (kind === 'COPY_CODE') return
  if (kind === 'ZERO_TAP' && button['zero_tap_terms_accepted'] !== true)
    at.at('zero_tap_terms_accepted').add('must be true for ZERO_TAP', subcodes.missingField)
  checkApps(button, at)
}

function checkApps(button: Json, at: Findings): undefined {
  const apps = button['supported_apps'] ?? (button['package_name'] === undefined ? undefined : [button])
  if (!Array.isArray(apps) || apps.length < 1 || apps.length > 5)
    return at.at('supported_apps').add('must list 1 to 5 apps', subcodes.missingField)
  for (const [index, app] of apps.entries()) {
    const here = at.at('supported_apps', index)
    const { package_name: name, signature_hash: hash } = isObject(app) ? app : {}
    if (typeof name !== 'string' || name.length > 224 || !packageName.test(name))
      here.at('package_name').add(`must be the name of an Android package (given: ${shown(name)})`)
    if (typeof hash !== 'string' || hash.length !== 11)
      here.at('signature_hash').add(`must have 11 characters (given: ${shown(hash)})`)
  }
}

export const isWithin = (value: unknown, min: number, max: number) =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max

import { asObject, asText, type Json } from '../json.ts'
import { ControlError } from '../messages/accept-inbound.ts'
import type { NumberConfig } from '../numbers/numbers.ts'

const required = ['phoneNumberId', 'wabaId', 'displayPhoneNumber', 'verifiedName', 'accessToken', 'appSecret'] as const

/** Fixed, whatever else was granted. */
const inPhoneAppPerSecond = 20

export const readNumbers = (values: readonly unknown[]): NumberConfig[] =>
  values.map((value) => readNumber(asObject(value)))

function readNumber(given: Json): NumberConfig {
  const absent = required.filter((name) => !asText(given[name]))
  if (absent.length > 0) throw new ControlError(`a number lacks ${absent.join(', ')}`)
  const text = (name: string) => asText(given[name]) ?? ''
  const { callbackUrl, verifyToken, throughputPerSecond, pairLimit, openWindow, registered, inPhoneApp } = given
  const { tokenScopes, tokenExpiresAt } = given
  return {
    phoneNumberId: text('phoneNumberId'),
    wabaId: text('wabaId'),
    displayPhoneNumber: text('displayPhoneNumber'),
    verifiedName: text('verifiedName'),
    accessToken: text('accessToken'),
    appSecret: text('appSecret'),
    ...(typeof callbackUrl === 'string' ? { callbackUrl } : {}),
    ...(typeof verifyToken === 'string' ? { verifyToken } : {}),
    ...(typeof throughputPerSecond === 'number' || throughputPerSecond === null ? { throughputPerSecond } : {}),
    ...(typeof pairLimit === 'boolean' ? { pairLimit } : {}),
    ...(typeof openWindow === 'boolean' ? { openWindow } : {}),
    ...(typeof registered === 'boolean' ? { registered } : {}),
    ...(inPhoneApp === true ? { inPhoneApp, throughputPerSecond: inPhoneAppPerSecond } : {}),
    ...(Array.isArray(tokenScopes) ? { tokenScopes: tokenScopes.map(String) } : {}),
    ...(typeof tokenExpiresAt === 'number' ? { tokenExpiresAt } : {}),
  }
}

import { createHash } from 'node:crypto'

/** A business number as `PUT /_simulator/numbers` registers it. */
export interface NumberConfig {
  phoneNumberId: string
  wabaId: string
  displayPhoneNumber: string
  verifiedName: string
  accessToken: string
  appSecret: string
  callbackUrl?: string
  verifyToken?: string
  /** Messages a second; null switches the limit off. Default 80. */
  throughputPerSecond?: number | null
  pairLimit?: boolean
  openWindow?: boolean
  /** False: it was added and has not been registered for the Cloud API yet. */
  registered?: boolean
  /** It lives in the WhatsApp Business app and was linked from there: registered, but never through the API. */
  inPhoneApp?: boolean
  /** What `debug_token` says of the number's token; left out: both scopes of WhatsApp, and no end (epoch seconds). */
  tokenScopes?: readonly string[]
  tokenExpiresAt?: number
}

/** A number with what the hot path would otherwise work out on every send. */
export interface BusinessNumber extends NumberConfig {
  digits: string
}

interface Subscription {
  callbackUrl: string
  overridden: boolean
}

export interface Numbers {
  upsert(config: NumberConfig): void
  get(phoneNumberId: string): BusinessNumber | undefined
  list(): BusinessNumber[]
  ofWaba(wabaId: string): BusinessNumber[]
  hasToken(token: string): boolean
  /** Where the app of the account has its webhooks sent, unless the account overrides it. */
  appCallback(number: Pick<NumberConfig, 'appSecret'>): string | undefined
  subscription(wabaId: string): Subscription | undefined
  subscribe(wabaId: string, callbackUrl: string, overridden: boolean): void
  unsubscribe(wabaId: string): void
  /** The callback of one number alone. */
  override(phoneNumberId: string): string | undefined
  setOverride(phoneNumberId: string, callbackUrl: string | undefined): void
}

export function createNumbers(): Numbers {
  const byId = new Map<string, BusinessNumber>()
  const byWaba = new Map<string, Map<string, BusinessNumber>>()
  const tokens = new Map<string, Set<string>>()
  const subscriptions = new Map<string, Subscription>()
  const overrides = new Map<string, string>()
  const list = () => [...byId.values()]
  const forget = (before: BusinessNumber | undefined): void => {
    if (!before) return
    byWaba.get(before.wabaId)?.delete(before.phoneNumberId)
    tokens.get(before.accessToken)?.delete(before.phoneNumberId)
  }
  return {
    upsert(config) {
      const number = { ...config, digits: config.displayPhoneNumber.replace(/\D/g, '') }
      forget(byId.get(number.phoneNumberId))
      byId.set(number.phoneNumberId, number)
      byWaba.set(number.wabaId, (byWaba.get(number.wabaId) ?? new Map()).set(number.phoneNumberId, number))
      tokens.set(number.accessToken, (tokens.get(number.accessToken) ?? new Set()).add(number.phoneNumberId))
      if (config.callbackUrl) subscriptions.set(config.wabaId, { callbackUrl: config.callbackUrl, overridden: true })
    },
    get: (phoneNumberId) => byId.get(phoneNumberId),
    list,
    ofWaba: (wabaId) => [...(byWaba.get(wabaId)?.values() ?? [])],
    hasToken: (token) => (tokens.get(token)?.size ?? 0) > 0,
    appCallback: ({ appSecret }) =>
      list().find((number) => number.appSecret === appSecret && number.callbackUrl)?.callbackUrl,
    subscription: (wabaId) => subscriptions.get(wabaId),
    subscribe: (wabaId, callbackUrl, overridden) => {
      subscriptions.set(wabaId, { callbackUrl, overridden })
    },
    unsubscribe: (wabaId) => {
      subscriptions.delete(wabaId)
    },
    override: (phoneNumberId) => overrides.get(phoneNumberId),
    setOverride: (phoneNumberId, callbackUrl) => {
      if (callbackUrl === undefined) overrides.delete(phoneNumberId)
      else overrides.set(phoneNumberId, callbackUrl)
    },
  }
}

/** An app id that stays the same for the same secret: numbers sharing a secret share an app. */
export const appIdOf = (number: Pick<NumberConfig, 'appSecret'>) =>
  BigInt(`0x${createHash('sha256').update(number.appSecret).digest('hex').slice(0, 12)}`)
    .toString()
    .padStart(15, '1')

import type { SubscribedApp } from '@dawk/cloud-api/calls/onboarding-calls.ts'
import type { Findings } from './findings.ts'

/** Where Meta sends the webhooks of a number's messages. */
export interface CallbackSetting {
  /** What is called: the number's own address before the account's, and that before the app's; null: it is not known. */
  url: string | null
  setBy: 'number' | 'account' | 'app' | null
}

export const appIdOf = ({ token }: Pick<Findings, 'token'>): string | null =>
  token.ok ? (token.data.data.app_id ?? null) : null

/** The subscription of the token's app; undefined: there is none, or it could not be asked for. */
export const ownSubscription = (findings: Pick<Findings, 'token' | 'apps'>): SubscribedApp | undefined =>
  findings.apps?.ok
    ? findings.apps.data.data.find(({ whatsapp_business_api_data: app }) => app.id === appIdOf(findings))
    : undefined

export function callbackOf(findings: Pick<Findings, 'token' | 'apps' | 'webhooks' | 'appCallback'>): CallbackSetting {
  const { webhooks, appCallback } = findings
  const own = ownSubscription(findings)
  if (!own) return { url: null, setBy: null }
  if (webhooks?.phone_number) return { url: webhooks.phone_number, setBy: 'number' }
  if (own.override_callback_uri) return { url: own.override_callback_uri, setBy: 'account' }
  const ofApp = appCallback ?? webhooks?.application ?? null
  return { url: ofApp, setBy: ofApp === null ? null : 'app' }
}

import type { CallOutcome } from '../call-outcome.ts'
import type { SuccessReply } from '../graph-call.ts'
import type { GraphTransport } from '../graph-transport.ts'

export interface TokenDetails {
  readonly app_id?: string
  readonly type?: string
  readonly application?: string
  /** Epoch seconds; 0: never. */
  readonly expires_at?: number
  readonly is_valid: boolean
  readonly scopes: readonly string[]
  readonly granular_scopes?: readonly { readonly scope: string; readonly target_ids?: readonly string[] }[]
  readonly user_id?: string
  readonly error?: { readonly code: number; readonly message: string; readonly subcode?: number }
}

export interface SubscribedApp {
  readonly whatsapp_business_api_data: { readonly id: string; readonly name?: string; readonly link?: string }
  readonly override_callback_uri?: string
}

export interface BusinessAccountDetails {
  readonly id: string
  readonly name?: string
  /** APPROVED, PENDING, REJECTED, … */
  readonly account_review_status?: string
}

interface AppSubscription {
  readonly object: string
  readonly callback_url?: string
  readonly active?: boolean
  readonly fields?: readonly { readonly name: string }[]
}

type WabaAccess = { readonly wabaId: string; readonly token: string }

/** Embedded sign-up: a code becomes a token, the token is looked at, the app is subscribed. */
export interface OnboardingCalls {
  /** The code lives 30 seconds. For the server only: it carries the app's secret. */
  exchangeCode(request: {
    readonly appId: string
    readonly appSecret: string
    readonly code: string
  }): Promise<
    CallOutcome<{ readonly access_token: string; readonly token_type?: string; readonly expires_in?: number }>
  >
  /** `token`: an app token, `{app id}|{app secret}`. */
  debugToken(request: {
    readonly inputToken: string
    readonly token: string
  }): Promise<CallOutcome<{ readonly data: TokenDetails }>>
  /** Subscribes the token's app to the account; without `overrideCallbackUri` an earlier override is cleared. */
  subscribeApp(
    request: WabaAccess & { readonly overrideCallbackUri?: string; readonly verifyToken?: string },
  ): Promise<CallOutcome<SuccessReply>>
  listSubscribedApps(request: WabaAccess): Promise<CallOutcome<{ readonly data: readonly SubscribedApp[] }>>
  unsubscribeApp(request: WabaAccess): Promise<CallOutcome<SuccessReply>>
  getBusinessAccount(request: WabaAccess): Promise<CallOutcome<BusinessAccountDetails>>
  /** Where an app has its webhooks sent, unless an account overrides it. `token`: an app token. */
  listAppSubscriptions(request: {
    readonly appId: string
    readonly token: string
  }): Promise<CallOutcome<{ readonly data: readonly AppSubscription[] }>>
}

export function createOnboardingCalls({ call }: GraphTransport): OnboardingCalls {
  const apps = (wabaId: string) => `${encodeURIComponent(wabaId)}/subscribed_apps`
  return {
    exchangeCode: ({ appId, appSecret, code }) =>
      call({
        method: 'GET',
        path: 'oauth/access_token',
        token: null,
        query: { client_id: appId, client_secret: appSecret, code },
      }),
    debugToken: ({ inputToken, token }) =>
      call({ method: 'GET', path: 'debug_token', token, query: { input_token: inputToken } }),
    subscribeApp: ({ wabaId, token, overrideCallbackUri, verifyToken }) => {
      const override = { override_callback_uri: overrideCallbackUri, verify_token: verifyToken }
      const body = overrideCallbackUri === undefined ? undefined : override
      return call({ method: 'POST', path: apps(wabaId), token, body })
    },
    listSubscribedApps: ({ wabaId, token }) => call({ method: 'GET', path: apps(wabaId), token }),
    unsubscribeApp: ({ wabaId, token }) => call({ method: 'DELETE', path: apps(wabaId), token }),
    getBusinessAccount: ({ wabaId, token }) =>
      call({
        method: 'GET',
        path: encodeURIComponent(wabaId),
        token,
        query: { fields: 'id,name,account_review_status' },
      }),
    listAppSubscriptions: ({ appId, token }) =>
      call({ method: 'GET', path: `${encodeURIComponent(appId)}/subscriptions`, token }),
  }
}

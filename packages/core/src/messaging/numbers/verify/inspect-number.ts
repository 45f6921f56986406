import type { TokenDetails } from '@dawk/cloud-api/calls/onboarding-calls.ts'
import type { CallOutcome, CloudApiClient } from '@dawk/cloud-api/client.ts'
import { findWaba } from '../learn-waba.ts'
import { appToken, type NumberSetup } from '../meta-app.ts'
import type { NumberRow } from '../number.ts'
import type { Findings } from './findings.ts'

type InspectContext = Pick<NumberSetup, 'graph' | 'metaApp' | 'callback'>
export type InspectedNumber = Pick<NumberRow, 'phoneNumberId' | 'sandbox' | 'wabaId' | 'token' | 'appSecret'>

/** Asks Meta everything that the checks of a number need; nothing is changed, there or here. */
export async function inspectNumber(ctx: InspectContext, given: InspectedNumber): Promise<Findings> {
  const client = ctx.graph(given.sandbox)
  const { token, phoneNumberId, appSecret } = given
  const metaApp = given.sandbox ? null : ctx.metaApp
  const [inspected, number] = await Promise.all([
    inspectToken(client, token, appSecret === null ? metaApp : null),
    client.getPhoneNumber({ phoneNumberId, token }),
  ])
  const details = inspected.ok ? inspected.data.data : null
  const wabaId = given.wabaId ?? (details && number.ok ? await findWaba(client, given, details) : null)
  const appId = details?.app_id ?? null
  const ownApp = appSecret !== null && appId !== null ? { id: appId, secret: appSecret } : null
  const request = { wabaId: wabaId ?? '', token }
  const [secretFits, account, apps, appCallback, webhooks] = await Promise.all([
    ownApp && isSecretOf(client, token, appToken(ownApp)),
    wabaId === null ? null : client.getBusinessAccount(request),
    wabaId === null ? null : client.listSubscribedApps(request),
    readAppCallback(client, ownApp ?? (metaApp?.id === appId ? metaApp : null)),
    readWebhooks(client, given),
  ])
  const signingAppId = appSecret === null ? (metaApp?.id ?? null) : null
  const ownCallback = ctx.callback.url(given.sandbox)
  return {
    token: inspected,
    secretFits,
    signingAppId,
    number,
    wabaId,
    account,
    apps,
    appCallback,
    webhooks,
    ownCallback,
    now: new Date(),
  }
}

/** An app sees tokens of its own only; any token may look at itself. */
async function inspectToken(
  client: CloudApiClient,
  token: string,
  metaApp: NumberSetup['metaApp'],
): Promise<CallOutcome<{ readonly data: TokenDetails }>> {
  const byApp = metaApp && (await client.debugToken({ inputToken: token, token: appToken(metaApp) }))
  return byApp?.ok ? byApp : client.debugToken({ inputToken: token, token })
}

/** Null: Meta does not tell it of this number. */
async function readWebhooks(client: CloudApiClient, { phoneNumberId, token }: InspectedNumber) {
  const answer = await client.getWebhookConfiguration({ phoneNumberId, token })
  return answer.ok ? (answer.data.webhook_configuration ?? null) : null
}

/** Null: Meta gave no answer. */
async function isSecretOf(client: CloudApiClient, inputToken: string, token: string): Promise<boolean | null> {
  const answer = await client.debugToken({ inputToken, token })
  if (answer.ok) return true
  return answer.unreachable || answer.policy.action === 'retry' ? null : false
}

async function readAppCallback(client: CloudApiClient, app: NumberSetup['metaApp']): Promise<string | null> {
  const answer = app && (await client.listAppSubscriptions({ appId: app.id, token: appToken(app) }))
  if (!answer?.ok) return null
  return answer.data.data.find(({ object }) => object === 'whatsapp_business_account')?.callback_url ?? null
}

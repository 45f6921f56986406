import { appIdOf, callbackOf, ownSubscription } from '../callback-of.ts'
import type { Findings } from '../findings.ts'
import { failed, type NumberCheck, passed, unseen, wordsOf } from './number-check.ts'

/** The WhatsApp Business Account of the number, and whether its webhooks come to us. */
export function accountChecks(findings: Findings): NumberCheck[] {
  const { wabaId, account, apps } = findings
  if (wabaId === null || account === null || apps === null) {
    const detail = 'Which WhatsApp Business Account the number belongs to is not known: the token does not list it.'
    const remedy = 'Assign the WhatsApp account to the token’s system user; webhooks of the number tell it too.'
    const rest = ['account_review', 'app_subscribed', 'callback'] as const
    return [
      unseen('account_known', detail, remedy),
      ...rest.map((check) => unseen(check, 'The business account is not known.')),
    ]
  }
  return [accountKnown(wabaId, account), accountReview(account), subscribed(findings, apps), callback(findings)]
}

function accountKnown(wabaId: string, account: NonNullable<Findings['account']>): NumberCheck {
  if (account.ok)
    return passed('account_known', `WhatsApp Business Account ${wabaId}, ${account.data.name ?? 'unnamed'}.`)
  if (account.unreachable) return unseen('account_known', wordsOf(account))
  return failed('account_known', wordsOf(account), `Give the token’s system user access to the account ${wabaId}.`)
}

function accountReview(account: NonNullable<Findings['account']>): NumberCheck {
  const decision = account.ok ? account.data.account_review_status : undefined
  if (decision === undefined) return unseen('account_review', 'Meta does not say.')
  if (decision === 'REJECTED')
    return failed('account_review', 'Meta rejected the account in its review.', 'Appeal in Meta Business Support.')
  return passed('account_review', `The review of the account: ${decision}.`)
}

type Apps = NonNullable<Findings['apps']>

const subscribe =
  'Subscribe the app: PUT /v1/numbers/{id}/callback does, or at Meta POST /{waba id}/subscribed_apps with the token.'

function subscribed(findings: Findings, apps: Apps): NumberCheck {
  if (!apps.ok) return unseen('app_subscribed', wordsOf(apps))
  const appId = appIdOf(findings)
  if (appId === null) return unseen('app_subscribed', 'The token’s app is not known.')
  if (ownSubscription(findings)) return passed('app_subscribed', `The app ${appId} is subscribed to the account.`)
  return failed('app_subscribed', `The app ${appId} is not subscribed to the account: no webhooks come.`, subscribe)
}

function callback(findings: Findings): NumberCheck {
  if (!ownSubscription(findings)) return unseen('callback', 'Without a subscription nothing is called.')
  const { ownCallback } = findings
  const { url, setBy } = callbackOf(findings)
  const remedy = `It has to be ${ownCallback}: PUT /v1/numbers/{id}/callback sets that for the account.`
  if (url === null)
    return unseen(
      'callback',
      'The account sets no callback of its own, and Meta does not tell that of the app.',
      remedy,
    )
  const detail = `The callback that the ${setBy} sets is ${url}.`
  return url === ownCallback ? passed('callback', detail) : failed('callback', detail, remedy)
}

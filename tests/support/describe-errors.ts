import { classifyGraphError, type ErrorAction, knownErrorCodes } from '@dawk/cloud-api/error-policy.ts'
import { policyReasons } from '@dawk/core/engagement/policy/policy-reasons.ts'
import { errorRules } from '@dawk/http/resources/errors.ts'
import { findErrorFacts } from '@dawk/simulator/error-codes.ts'

/** What becomes of a message, in the words of the page. */
const outcomes: Record<ErrorAction, string> = {
  retry: 'tried again',
  retry_pair: 'tried again; only this person waits',
  wait: 'tried again; the number slows down',
  fail: 'failed',
  pause_number: 'tried again; sending from the number pauses',
  pause_account: 'tried again; sending from the number pauses',
  needs_template: 'failed',
  needs_token: 'tried again; sending from the number pauses',
}

const introduction = `# Errors

Every code, its cause and what to do. Decide by the code, never by the words.
This page is written from the catalogues in the code by \`node scripts/errors.ts\`.

## Of this API

A refusal is a problem of RFC 9457 with \`code\`; \`GET /v1/errors/{code}\` describes it too. Where "again" says yes, the same request may succeed later: repeat it with the same \`Idempotency-Key\`.
The other [surfaces](../README.md#surfaces) answer in their vendors' words; each of their READMEs has its table.`

const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`

/** docs/errors.md. */
export function describeErrors(): string {
  const own = Object.entries(errorRules).map(([code, { status, title, description, retryable }]) =>
    row(`\`${code}\``, status, `${title}. ${description}`, retryable ? 'yes' : 'no'),
  )
  const reasons = Object.entries(policyReasons).map(([reason, { effect, purposes, meaning }]) =>
    row(`\`${reason}\``, purposes.join(', '), effect === 'wait' ? 'waits' : 'refused', meaning),
  )
  const meta = knownErrorCodes.map((code) => {
    const { action, cause } = classifyGraphError({ code, message: '' }, 400)
    return row(code, findErrorFacts(code)?.title ?? '', outcomes[action], cause)
  })
  return [
    introduction,
    '',
    row('Code', 'Status', 'Cause, and what to do', 'Again'),
    '|---|---|---|---|',
    ...own,
    '',
    '## Why a person may not be sent something',
    '',
    'The `reason` beside `not_sendable`. One that waits refuses nothing: the message leaves later by itself. [Consent](consent.md) explains the rules.',
    '',
    row('Reason', 'Of messages', 'Effect', 'Meaning'),
    '|---|---|---|---|',
    ...reasons,
    '',
    '## Of Meta',
    '',
    "A message that Meta refuses carries Meta's code in its `error`. The outcome is what Dawk does with the message; what is tried again fails when its attempts are used up.",
    '',
    row('Code', "Meta's title", 'The message is', 'Cause, and what to do'),
    '|---|---|---|---|',
    ...meta,
    '',
  ].join('\n')
}

import { createHash } from 'node:crypto'
import type { CoreContext } from '#context.ts'
import { selectSender } from '#messaging/messages/message-store.ts'
import type { SendMessages } from '#messaging/messages/send/send-message.ts'
import { plainSend } from '#messaging/messages/send/send-request.ts'
import type { NumberDirectory } from '#messaging/numbers/number-directory.ts'
import { GatewayError } from '#platform/errors.ts'
import { type JobHandler, jobKind, longJobs } from '#platform/jobs/job.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'

/** Answers an opt-out by keyword. The key of a job is the contact. */
export const confirmOptOut = jobKind<{ messageId: string }>('confirm_opt_out')

interface ConfirmationDeps extends Pick<CoreContext, 'worker' | 'log'> {
  numbers: Pick<NumberDirectory, 'byIds'>
  policies: { find(accountId: string): Promise<{ confirmation: string | null } | null> }
  send: SendMessages['send']
}

/**
 * Sends the text of the account to a person who has opted out, from the number to which they wrote. Its idempotency key is of
 * the contact and good for a day, so nobody gets more than one in that time, whatever is repeated.
 */
export function createConfirmationJobs(deps: ConfirmationDeps): JobHandler<WorkerTransaction> {
  const { worker, log, numbers, policies, send } = deps
  return longJobs({
    kind: confirmOptOut,
    async run({ accountId, key: contactId, payload: { messageId } }) {
      const body = (await policies.find(accountId))?.confirmation
      const message = await selectSender(worker, accountId, messageId)
      const number = message && (await numbers.byIds([message.numberId])).get(message.numberId)
      if (!body || !message || !number) return
      const key = `opt-out-confirmation:${contactId}`
      const { phone, userId } = message
      await send({
        ...plainSend,
        ...{ accountId, number, to: { phone, userId }, type: 'text', content: { type: 'text', text: { body } } },
        idempotency: { key, fingerprint: createHash('sha256').update(key).digest() },
      }).catch((error: unknown) => {
        if (!(error instanceof GatewayError) || error.retryAfterSeconds !== null) throw error
        log.info({ accountId, contactId, code: error.code }, 'an opt-out was not confirmed')
      })
    },
  })
}

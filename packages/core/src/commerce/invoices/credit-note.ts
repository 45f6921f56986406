import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { formatMoney, isPayable, parseMoney } from '../pricing/money.ts'
import { findReference } from '../wallet/wallet-store.ts'
import { inWallet } from '../wallet/wallets.ts'
import { findInvoiceByNumber, type Invoice, selectProfile, selectSeller, sumOfCredits } from './invoice-store.ts'
import { issueInvoice } from './issue-invoice.ts'
import { taxableOf, taxOn } from './tax.ts'

export interface NewCreditNote {
  /** Number of the document that it corrects. */
  invoice: string
  /** With its tax. */
  amount: string
  reason: string
  /** Happens once. */
  reference: string
}

/**
 * Corrects a document that stays as it is, and gives the amount back to the wallet, both in one transaction.
 * @throws GatewayError `not_found`, `invalid_request` when more is given back than was charged
 */
export async function issueCreditNote(
  ctx: Pick<CoreContext, 'worker'>,
  caller: Caller,
  { invoice: number, amount: text, reason, reference }: NewCreditNote,
): Promise<Invoice> {
  assertScope(caller, 'billing:write')
  return ctx.worker.transaction(async (worker) => {
    const tx = worker.as(caller)
    const seller = await selectSeller(tx)
    const corrected = await findInvoiceByNumber(tx, caller.accountId, number)
    if (seller === null || corrected === null) throw new GatewayError('not_found', `There is no document ${number}.`)
    const { currency, document } = corrected
    const total = parseMoney(text)
    if (total === null || total <= 0n || !isPayable(total, currency))
      throw invalid('amount', 'must be an amount above zero')
    return inWallet(tx, currency, async (book) => {
      const left = corrected.total - (await sumOfCredits(tx, caller.accountId, corrected.id))
      const parts = document.taxes.map(({ name, rate }) => ({ name, rate: Math.round(Number(rate) * 100) }))
      const taxable = taxableOf(total, { parts }, currency)
      const note = await issueInvoice(tx, {
        ...{ kind: 'credit_note', reference: `credit:${reference}`, correctsId: corrected.id, seller, currency, total },
        ...{ buyer: await selectProfile(tx, caller.accountId), taxable, taxes: taxOn(taxable, { parts }, currency) },
        ...{ placeOfSupply: document.placeOfSupply, note: document.note },
        corrects: { number, issuedOn: document.issuedOn, reason },
        lines: [{ description: `Correction of ${number}: ${reason}`, quantity: 1, weight: 1n }],
      })
      const isRepeated = note.total !== total || (await findReference(tx, caller.accountId, note.reference)) !== null
      if (isRepeated) return note
      if (total > left)
        throw invalid('amount', `must be at most what is left of ${number}, ${formatMoney(left)} (given: ${text})`)
      const lines = [{ debit: 'adjustments', credit: 'wallet:paid', amount: total }] as const
      book.post(caller.accountId, currency, {
        kind: 'credit_note',
        lines,
        reference: note.reference,
        details: { number },
      })
      return note
    })
  })
}

const invalid = (field: string, message: string) =>
  new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })

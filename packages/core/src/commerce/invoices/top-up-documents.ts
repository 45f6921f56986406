import type { Queryable } from '#platform/database/database.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { formatMoney, type Micros, parseMoney } from '../pricing/money.ts'
import type { DocumentKind } from './document/invoice-document.ts'
import { selectProfile, selectSeller } from './invoice-store.ts'
import { issueInvoice } from './issue-invoice.ts'
import { sumOfTaxes, type TaxAmount, taxOn, treatSale } from './tax.ts'

/** How a payment into a wallet is taxed, as it is kept with the top-up. Money as decimal strings. */
export interface PaymentTax {
  taxes: readonly { name: string; rate: number; amount: string }[]
  placeOfSupply: string | null
  note: string | null
}

/** What is charged on top of a payment: in India tax on an advance is due on receipt. Null: none is, or nobody sells here. */
export async function taxOnPayment(
  db: Queryable,
  { accountId, amount, currency }: { accountId: string; amount: Micros; currency: string },
): Promise<{ tax: Micros; treatment: PaymentTax } | null> {
  const seller = await selectSeller(db)
  if (seller === null || seller.taxAt !== 'top_up') return null
  const { parts, placeOfSupply, note } = treatSale(seller, await selectProfile(db, accountId))
  const taxes = taxOn(amount, { parts }, currency)
  return {
    tax: sumOfTaxes(taxes),
    treatment: { taxes: taxes.map((one) => ({ ...one, amount: formatMoney(one.amount) })), placeOfSupply, note },
  }
}

/**
 * What of the taxes goes back with so much of a payment, part by part in whole coins; with the last of it (null) whatever did
 * not go back before, so that the parts add up to what was charged.
 */
export function taxesOfRefund(
  treatment: PaymentTax | null,
  currency: string,
  { amount, before }: { amount: Micros | null; before: readonly PaymentTax['taxes'][] },
): PaymentTax['taxes'] {
  if (treatment === null) return []
  if (amount !== null)
    return taxOn(amount, { parts: treatment.taxes }, currency).map((one) => ({
      ...one,
      amount: formatMoney(one.amount),
    }))
  return treatment.taxes.map((one, part) => {
    const refunded = before.reduce((sum, taxes) => sum + (parseMoney(taxes[part]?.amount ?? '0') ?? 0n), 0n)
    return { ...one, amount: formatMoney((parseMoney(one.amount) ?? 0n) - refunded) }
  })
}

export const taxesTogether = (taxes: PaymentTax['taxes']): Micros => sumOfTaxes(taxAmounts({ taxes }))

const taxAmounts = ({ taxes }: Pick<PaymentTax, 'taxes'>): TaxAmount[] =>
  taxes.map((one) => ({ ...one, amount: parseMoney(one.amount) ?? 0n }))

interface Receipt {
  kind: Extract<DocumentKind, 'receipt_voucher' | 'refund_voucher'>
  /** Happens once: the ledger's word for the payment. */
  reference: string
  description: string
  currency: string
  amount: Micros
  treatment: PaymentTax
}

/** The voucher of a payment, or of its refund, with the tax as it was charged. */
export async function issueVoucher(
  tx: UnitOfWork,
  { amount, treatment, description, ...receipt }: Receipt,
): Promise<void> {
  const seller = await selectSeller(tx)
  if (seller === null) return
  const taxes = taxAmounts(treatment)
  const buyer = await selectProfile(tx, tx.caller.accountId)
  const { placeOfSupply, note } = treatment
  await issueInvoice(tx, {
    ...{ ...receipt, seller, buyer, placeOfSupply, note, taxes, taxable: amount, total: amount + sumOfTaxes(taxes) },
    lines: [{ description, quantity: 1, weight: 1n }],
  })
}

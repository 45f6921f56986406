import type { CoreContext } from '#context.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { divideRounded, minorDigits } from '../pricing/money.ts'
import { type OpenMonth, selectOpenMonths, selectUsageShares } from './closing-store.ts'
import { selectProfile, selectSeller } from './invoice-store.ts'
import { issueInvoice } from './issue-invoice.ts'
import type { Seller } from './parties.ts'
import { taxableOf, taxOn, treatSale } from './tax.ts'

const atATime = 100
const hourMs = 3600_000
/** Meta corrects what it has reported for two days. */
const graceMs = 48 * hourMs
/** A host that stood still for a while closes what it has missed. */
const monthsBack = 3

interface Month {
  /** `2026-10` */
  name: string
  from: string
  to: string
}

/** The last months that are over for long enough, the oldest first, by the calendar of the seller. */
function monthsToClose({ country }: Pick<Seller, 'country'>, now: Date): Month[] {
  const offsetMs = country === 'IN' ? 5.5 * hourMs : 0
  const there = new Date(now.getTime() - graceMs + offsetMs)
  const startOf = (back: number) => Date.UTC(there.getUTCFullYear(), there.getUTCMonth() - back, 1)
  return Array.from({ length: monthsBack }, (_, place) => monthsBack - place).map((back) => ({
    name: new Date(startOf(back)).toISOString().slice(0, 7),
    from: new Date(startOf(back) - offsetMs).toISOString(),
    to: new Date(startOf(back - 1) - offsetMs).toISOString(),
  }))
}

/**
 * Issues what is due for the months that are over: a tax invoice where prices include the tax, else a statement. It may be
 * killed anywhere and run again, also by several processes: a month of a wallet has one document.
 */
export async function closeMonths({ worker }: Pick<CoreContext, 'worker'>, now: Date): Promise<void> {
  const seller = await selectSeller(worker)
  if (seller === null) return
  for (const month of monthsToClose(seller, now)) {
    let open: OpenMonth[]
    do {
      open = await selectOpenMonths(worker, { ...month, month: month.name, limit: atATime })
      for (const wallet of open)
        await worker.transaction((tx) =>
          closeMonth(tx.as(systemCaller(wallet.accountId)), seller, { ...wallet, month }),
        )
    } while (open.length === atATime)
  }
}

async function closeMonth(
  tx: UnitOfWork,
  seller: Seller,
  { currency, month, accountId }: OpenMonth & { month: Month },
): Promise<void> {
  const shares = await selectUsageShares(tx, { accountId, currency, from: month.from, to: month.to })
  const buyer = await selectProfile(tx, accountId)
  const isTaxed = seller.taxAt === 'usage'
  const { parts, placeOfSupply, note } = treatSale(seller, buyer)
  const coin = 10n ** BigInt(6 - minorDigits(currency))
  const total =
    divideRounded(
      shares.reduce((sum, { amount }) => sum + BigInt(amount), 0n),
      coin,
    ) * coin
  const taxable = isTaxed ? taxableOf(total, { parts }, currency) : total
  await issueInvoice(tx, {
    ...{
      kind: isTaxed ? 'tax_invoice' : 'statement',
      reference: `month:${currency}:${month.name}`,
      seller,
      buyer,
      currency,
    },
    ...{ taxable, total, taxes: isTaxed ? taxOn(taxable, { parts }, currency) : [] },
    placeOfSupply: isTaxed ? placeOfSupply : null,
    note: isTaxed ? note : 'Tax was charged with each payment into the wallet.',
    period: { from: month.from, to: month.to },
    lines: shares.map(({ category, market, messages, amount }) => ({
      ...{ description: `WhatsApp messages, ${category.replaceAll('_', ' ')}, ${market}`, quantity: messages },
      weight: BigInt(amount),
    })),
  })
}

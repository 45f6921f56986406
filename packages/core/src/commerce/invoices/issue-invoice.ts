import { createHash } from 'node:crypto'
import { newId } from '#platform/ids.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { formatMoney } from '../pricing/money.ts'
import { buildDocument, type Draft } from './document/invoice-document.ts'
import { dayAt, financialYear, numberOf, seriesOf } from './document/numbering.ts'
import { findInvoiceFor, type Invoice, insertInvoice, lockCounter, nextNumber } from './invoice-store.ts'

export type NewInvoice = Omit<Draft, 'number' | 'issuedOn'> & {
  /** What it is for: a second document for the same thing is never issued. */
  reference: string
  correctsId?: string
}

/**
 * Issues a document with the next number of its series, in the transaction of what it is about: a crash leaves neither a gap
 * nor a document without its cause. Repeating the reference returns the first document.
 */
export async function issueInvoice(tx: UnitOfWork, { reference, correctsId, ...draft }: NewInvoice): Promise<Invoice> {
  const { accountId } = tx.caller
  const at = new Date()
  const issuedOn = dayAt(draft.seller, at)
  const counter = { series: seriesOf(draft.seller, draft.kind), year: financialYear(draft.seller, issuedOn) }
  await lockCounter(tx, counter)
  const present = await findInvoiceFor(tx, accountId, reference)
  if (present) return present
  const number = numberOf(counter.series, counter.year, await nextNumber(tx, counter))
  const document = buildDocument({ ...draft, number, issuedOn })
  const invoice: Invoice = {
    ...{ id: newId(), accountId, kind: draft.kind, number, reference, currency: draft.currency, total: draft.total },
    ...{ corrects: correctsId ?? null, document, issuedAt: at.toISOString() },
    sha256: createHash('sha256').update(JSON.stringify(document)).digest('hex'),
  }
  await insertInvoice(tx, invoice)
  const figures = { kind: invoice.kind, number, currency: draft.currency, total: formatMoney(draft.total) }
  await tx.audit('invoice.issued', invoice.id, { before: null, after: figures })
  tx.emit('invoice.issued', { invoiceId: invoice.id, ...figures })
  return invoice
}

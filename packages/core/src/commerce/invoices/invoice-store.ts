import type { Queryable } from '#platform/database/database.ts'
import type { DocumentKind, InvoiceDocument } from './document/invoice-document.ts'
import type { BillingProfile, Seller } from './parties.ts'

const sellerId = 'operator'

export async function selectSeller(db: Queryable): Promise<Seller | null> {
  const row = await db.maybe<{ settings: Seller }>('select settings from sellers where id = $1', [sellerId])
  return row?.settings ?? null
}

export const upsertSeller = (db: Queryable, seller: Seller, at: string): Promise<number> =>
  db.run(
    `insert into sellers (id, settings, updated_at) values ($1, $2::jsonb, $3)
     on conflict (id) do update set settings = excluded.settings, updated_at = excluded.updated_at`,
    [sellerId, JSON.stringify(seller), at],
  )

export async function selectProfile(db: Queryable, accountId: string): Promise<BillingProfile | null> {
  const row = await db.maybe<{ profile: BillingProfile }>(
    'select profile from billing_profiles where account_id = $1',
    [accountId],
  )
  return row?.profile ?? null
}

export const upsertProfile = (
  tx: Queryable,
  accountId: string,
  { profile, at }: { profile: BillingProfile; at: string },
): Promise<number> =>
  tx.run(
    `insert into billing_profiles (account_id, profile, updated_at) values ($1, $2::jsonb, $3)
     on conflict (account_id) do update set profile = excluded.profile, updated_at = excluded.updated_at`,
    [accountId, JSON.stringify(profile), at],
  )

export interface Counter {
  series: string
  year: string
}

/** Until the transaction ends nobody else issues in this series: the row is there from its first lock on. */
export async function lockCounter(tx: Queryable, { series, year }: Counter): Promise<void> {
  await tx.run(
    `insert into invoice_counters (seller, series, year, last) values ($1, $2, $3, 0) on conflict (seller, series, year) do nothing`,
    [sellerId, series, year],
  )
  await tx.run('select last from invoice_counters where seller = $1 and series = $2 and year = $3 for update', [
    ...[sellerId, series, year],
  ])
}

export async function nextNumber(tx: Queryable, { series, year }: Counter): Promise<string> {
  const { last } = await tx.one<{ last: string }>(
    `update invoice_counters set last = last + 1 where seller = $1 and series = $2 and year = $3 returning last`,
    [sellerId, series, year],
  )
  return last
}

export interface Invoice {
  id: string
  accountId: string
  kind: DocumentKind
  number: string
  reference: string
  currency: string
  total: bigint
  corrects: string | null
  document: InvoiceDocument
  sha256: string
  issuedAt: string
}

const columns =
  'i.account_id, i.id, i.kind, i.number, i.reference, i.currency, i.total, i.corrects, i.document, i.sha256, i.issued_at'

type InvoiceRow = Omit<Invoice, 'total'> & { total: string }
const toInvoice = (row: InvoiceRow): Invoice => ({ ...row, total: BigInt(row.total) })

export const insertInvoice = (tx: Queryable, invoice: Invoice): Promise<number> =>
  tx.run(
    `insert into invoices (account_id, id, kind, number, reference, currency, total, corrects, document, sha256, issued_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11)`,
    [
      ...[invoice.accountId, invoice.id, invoice.kind, invoice.number, invoice.reference, invoice.currency],
      ...[String(invoice.total), invoice.corrects, JSON.stringify(invoice.document), invoice.sha256, invoice.issuedAt],
    ],
  )

export async function findInvoiceFor(db: Queryable, accountId: string, reference: string): Promise<Invoice | null> {
  const row = await db.maybe<InvoiceRow>(
    `select ${columns} from invoices i where i.account_id = $1 and i.reference = $2`,
    [accountId, reference],
  )
  return row && toInvoice(row)
}

export async function selectInvoice(db: Queryable, accountId: string, id: string): Promise<Invoice | null> {
  const row = await db.maybe<InvoiceRow>(`select ${columns} from invoices i where i.account_id = $1 and i.id = $2`, [
    ...[accountId, id],
  ])
  return row && toInvoice(row)
}

export async function findInvoiceByNumber(db: Queryable, accountId: string, number: string): Promise<Invoice | null> {
  const row = await db.maybe<InvoiceRow>(
    `select ${columns} from invoices i where i.account_id = $1 and i.number = $2`,
    [accountId, number],
  )
  return row && toInvoice(row)
}

export async function sumOfCredits(db: Queryable, accountId: string, corrects: string): Promise<bigint> {
  const { sum } = await db.one<{ sum: string }>(
    `select coalesce(sum(i.total), 0)::text as sum from invoices i where i.account_id = $1 and i.corrects = $2`,
    [accountId, corrects],
  )
  return BigInt(sum)
}

export async function selectInvoices(
  db: Queryable,
  accountId: string,
  { before, limit, kind }: { before: string; limit: number; kind: DocumentKind | null },
): Promise<Invoice[]> {
  const rows = await db.many<InvoiceRow>(
    `select ${columns} from invoices i
      where i.account_id = $1 and i.id < $2 and ($3::text is null or i.kind = $3) order by i.id desc limit $4`,
    [accountId, before, kind, limit],
  )
  return rows.map(toInvoice)
}

import { documentKinds } from '@dawk/core/commerce/invoices/document/invoice-document.ts'
import type { Invoice } from '@dawk/core/commerce/invoices/invoice-store.ts'
import type { BillingProfile } from '@dawk/core/commerce/invoices/parties.ts'
import { formatMoney } from '@dawk/core/commerce/pricing/money.ts'
import Type, { type Static } from 'typebox'
import { AnyObject, Id, NullableString, nullable, strict } from '#resources/schemas.ts'
import { Currency, Money } from '#resources/wallet/wallet-schemas.ts'

export const DocumentKindName = Type.Unsafe<(typeof documentKinds)[number]>({
  type: 'string',
  enum: [...documentKinds],
  description: `must be one of ${documentKinds.join(', ')}`,
})

const members = {
  id: Id,
  kind: DocumentKindName,
  number: Type.String({
    description: 'Consecutive within its series and financial year.',
    examples: ['DK/26-27/000123'],
  }),
  currency: Currency,
  total: Money,
  corrects: nullable({ ...Id, description: 'The document that a credit note corrects.' }),
  issuedAt: Type.String({ format: 'date-time' }),
}

export const InvoiceView = Type.Object(members, { title: 'Invoice' })
export const InvoiceDetail = Type.Object(
  {
    ...members,
    document: {
      ...AnyObject,
      description: 'Everything that stands on the paper (`invoice.v1`), every number a string.',
    },
    sha256: Type.String({ description: 'Of the document as JSON.' }),
  },
  { title: 'Invoice with its document' },
)

export const toInvoiceView = (invoice: Invoice): Static<typeof InvoiceView> => {
  const { id, kind, number, currency, total, corrects, issuedAt } = invoice
  return { id, kind, number, currency, total: formatMoney(total), corrects, issuedAt }
}

export const toInvoiceDetail = (invoice: Invoice): Static<typeof InvoiceDetail> => ({
  ...toInvoiceView(invoice),
  document: { ...invoice.document },
  sha256: invoice.sha256,
})

const profileMembers = {
  name: Type.String({ minLength: 1, maxLength: 200, description: 'must be the legal name of the buyer' }),
  address: Type.String({ minLength: 1, maxLength: 500, description: 'must be an address of at most 500 characters' }),
  country: Type.String({
    pattern: '^[A-Z]{2}$',
    description: 'must be a country of ISO 3166, such as IN',
    examples: ['IN'],
  }),
}
const text = (most: number, description: string) => nullable(Type.String({ maxLength: most, description }))

export const BillingProfileView = Type.Object(
  {
    ...profileMembers,
    ...{ state: NullableString, gstin: NullableString, vatId: NullableString, email: NullableString },
  },
  { title: 'BillingProfile' },
)

export const NewBillingProfile = Type.Object(
  {
    ...profileMembers,
    state: Type.Optional(
      text(10, 'must be the two digits of an Indian state, such as 29; with a GSTIN it follows from that'),
    ),
    gstin: Type.Optional(text(15, 'must be a GSTIN, such as 29AAGCB7383J1Z4')),
    vatId: Type.Optional(text(14, 'must be a VAT id with the letters of its country')),
    email: Type.Optional(text(254, 'must be the address to which documents are sent')),
  },
  { ...strict, examples: [{ name: 'Acme', address: '1 MG Road, Bengaluru', country: 'IN', state: '29' }] },
)

export const toProfile = ({
  state = null,
  gstin = null,
  vatId = null,
  email = null,
  ...rest
}: Static<typeof NewBillingProfile>): BillingProfile => ({
  ...rest,
  ...{ state, gstin, vatId, email },
})

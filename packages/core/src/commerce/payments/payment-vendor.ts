import type { Micros } from '../pricing/money.ts'

export const vendorNames = ['razorpay', 'stripe'] as const
export type VendorName = (typeof vendorNames)[number]

/** What a person is to pay. */
interface NewPayment {
  accountId: string
  topUpId: string
  /** Everything that is charged, tax included. */
  total: Micros
  currency: string
  description: string
  /** Where the browser goes once it is done, whatever came of it; `orderId` is put in for `{orderId}`. */
  returnUrl: string
  /** The vendor's id of the account, where the person lets it keep the method; null: it is not kept. */
  customerId: string | null
}

/** A payment without a person: what was saved is charged. */
interface SavedCharge extends Omit<NewPayment, 'returnUrl' | 'customerId'> {
  customerId: string
  methodId: string
}

/** A card or account that the vendor keeps for an account of ours. */
export interface SavedMethod {
  /** The vendor's. */
  methodId: string
  /** As people know it: `visa •••• 4242`. */
  label: string
}

/** What a vendor has that keeps methods of payment. */
export interface MethodKeeper {
  /** The vendor's id of an account of ours: one, however often it is asked for. */
  customerOf(accountId: string): Promise<string>
  readMethods(customerId: string): Promise<SavedMethod[]>
  /** Charges once for an id of ours. `readPayments` of the order has the result, also when it was declined. */
  charge(charge: SavedCharge): Promise<{ orderId: string }>
}

interface OpenedPayment {
  /** The vendor's id of what is to be paid. */
  orderId: string
  /** The vendor's own page; null: the person is sent there with a form, see `checkoutForm`. */
  paymentUrl: string | null
}

/** A form that the browser posts to the vendor's page. */
interface CheckoutForm {
  action: string
  fields: Readonly<Record<string, string>>
}

/** A payment as the vendor describes it at the moment it is asked. */
export interface VendorPayment {
  id: string
  state: 'authorized' | 'captured' | 'failed'
  amount: Micros
  currency: string
  /** What the vendor keeps of it, tax on that included; null: it does not say. */
  fee: Micros | null
  /** The vendor's word for why it failed. */
  failure: string | null
}

/** What of a notification matters: which of the vendor's objects may have changed. Its figures are not believed. */
export interface VendorNotification {
  /** Of the event, so that one that comes twice is carried out once. */
  id: string
  /** Ids of orders, payments, refunds and disputes that it names. */
  about: readonly string[]
  /** Those of disputes among them. */
  disputes: readonly string[]
}

/** What is to go back to where a payment came from. */
interface NewRefund {
  /** Ours: repeated, it is the same refund. */
  refundId: string
  paymentId: string
  /** Tax included. */
  total: Micros
  currency: string
}

export interface VendorRefund {
  id: string
  state: 'pending' | 'processed' | 'failed'
  /** The vendor's word for why it failed. */
  failure: string | null
}

export interface VendorDispute {
  id: string
  paymentId: string
  amount: Micros
  currency: string
  /** `won`: the money stays with whoever was paid. */
  state: 'open' | 'won' | 'lost'
}

/**
 * A payment provider as the wallet needs it. Every call may be repeated: what is created is created once for the same id of
 * ours.
 * @throws GatewayError `upstream_unavailable` when it does not answer, `upstream_refused` when it will not
 */
export interface PaymentVendor {
  readonly name: VendorName
  readonly currencies: readonly string[]
  /** The smallest payment that it takes. */
  minimum(currency: string): Micros
  /** Null: it keeps none, and a person pays each time. */
  readonly methods: MethodKeeper | null
  openPayment(payment: NewPayment): Promise<OpenedPayment>
  /** For a vendor whose page is reached by a form; null: it has an address of its own. */
  checkoutForm(
    order: Pick<NewPayment, 'total' | 'currency' | 'description' | 'returnUrl'> & { orderId: string },
  ): CheckoutForm | null
  /** Every payment of an order; null: the vendor has no such order. */
  readPayments(orderId: string): Promise<VendorPayment[] | null>
  /** Takes a payment that was only authorized. */
  capture(payment: Pick<VendorPayment, 'id' | 'amount' | 'currency'>): Promise<void>
  refund(refund: NewRefund): Promise<VendorRefund>
  /** By our id of it, where the vendor's is not known. Null: there is none of this payment. */
  findRefund(refund: Pick<NewRefund, 'refundId' | 'paymentId'>): Promise<VendorRefund | null>
  /** Null: the vendor has no such refund. */
  readRefund(id: string): Promise<VendorRefund | null>
  /** Null: the vendor has no such dispute. */
  readDispute(id: string): Promise<VendorDispute | null>
  /** Whether what the browser brought back was signed by the vendor. It is no proof that the money is there. */
  isProof(orderId: string, fields: Readonly<Record<string, unknown>>): boolean
  /** Null: the signature over these bytes is not the vendor's. */
  readNotification(body: Buffer, headers: Readonly<Record<string, unknown>>): VendorNotification | null
}

export type PaymentVendors = ReadonlyMap<VendorName, PaymentVendor>

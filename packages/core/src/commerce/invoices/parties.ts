/** The legal entity whose name stands on documents. */
export interface Seller {
  name: string
  address: string
  /** ISO 3166, such as IN. */
  country: string
  /** Two digits, in India. */
  state: string | null
  gstin: string | null
  vatId: string | null
  /** Service code of what is sold. */
  sac: string
  /** Begins each number: two letters at most, since a number has 16 characters. */
  prefix: string
  /** Hundredths of a per cent: 1800 is 18 %. */
  taxRate: number
  /** Rates of other countries of the European Union, for consumers there. */
  vatRates: Readonly<Record<string, number>>
  /** `top_up`: tax is added to each payment. `usage`: prices of messages include it, and the invoice of the month shows it. */
  taxAt: 'top_up' | 'usage'
}

/** Who buys, as it stands on documents. */
export interface BillingProfile {
  name: string
  address: string
  /** ISO 3166, such as IN. */
  country: string
  /** Two digits, in India. */
  state: string | null
  gstin: string | null
  vatId: string | null
  /** Where documents are sent. */
  email: string | null
}

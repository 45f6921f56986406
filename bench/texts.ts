export const recipientCount = 5000

/** Different recipients, so that no conversation has to wait for itself. */
export const recipientOf = (index: number): string => `49151${String(10_000_000 + (index % recipientCount)).slice(-8)}`

export const textOf = (index: number): string => `Your order ${index} has left our house and will be with you tomorrow.`

import { deletePaymentMethod } from './delete-payment-method.ts'
import { getAutoRecharge } from './get-auto-recharge.ts'
import { listPaymentMethods } from './list-payment-methods.ts'
import { setAutoRecharge } from './set-auto-recharge.ts'

export const recharge = { getAutoRecharge, setAutoRecharge, listPaymentMethods, deletePaymentMethod }

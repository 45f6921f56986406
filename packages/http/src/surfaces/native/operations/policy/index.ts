import { changePolicy } from './change-policy.ts'
import { getPolicy } from './get-policy.ts'

export const policy = { getPolicy, changePolicy }

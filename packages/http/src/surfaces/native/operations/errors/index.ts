import { getError } from './get-error.ts'
import { listErrors } from './list-errors.ts'

export const errors = { listErrors, getError }

import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'

export type Policy = Schemas['Policy']

export const policyQuery = queryOptions({ queryKey: ['policy'], queryFn: () => take(api.GET('/policy')) })

export const changePolicy = (body: Partial<Policy>) => take(api.PATCH('/policy', { body }))

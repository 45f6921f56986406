import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: () => take(api.GET('/account')),
})

export const renameAccount = (name: string) => take(api.PATCH('/account', { body: { name } }))

export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: () => take(api.GET('/account/retention')),
})

interface Days {
  messagesDays: number | null
  mediaDays: number | null
  eventsDays: number | null
}

export const changeRetention = (body: Days) => take(api.PATCH('/account/retention', { body }))

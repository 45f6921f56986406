import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'

export type LinkSettings = Schemas['LinkSettings']

export const linkSettingsQuery = queryOptions({
  queryKey: ['link-settings'],
  queryFn: () => take(api.GET('/link-settings')),
})

export const changeLinkSettings = (body: Omit<LinkSettings, 'buttonUrl'>) => take(api.PATCH('/link-settings', { body }))

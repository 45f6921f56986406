import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'

export type Macro = Schemas['Macro']
/** What a macro or a bulk change does to a conversation. */
export type Steps = Schemas['ConversationSteps']

export const macrosQuery = queryOptions({
  queryKey: ['macros'],
  staleTime: 60_000,
  queryFn: async () => (await take(api.GET('/macros', { params: { query: { limit: 100 } } }))).data,
})

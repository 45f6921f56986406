import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'
import { text } from '#lib/data/json.ts'

/** The body of a template as it stands now; null: it is not known here. */
export const templateTextQuery = (name: string, language: string) =>
  queryOptions({
    queryKey: ['template-text', name, language],
    staleTime: 300_000,
    retry: false,
    queryFn: async () => {
      const { data } = await take(api.GET('/templates', { params: { query: { name, language, limit: 1 } } }))
      const body = data[0]?.components.find(({ type }) => text(type).toUpperCase() === 'BODY')
      return body ? text(body['text']) : null
    },
  })

import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

/** What a campaign or a drip is made of: numbers, templates that may be sent, segments and fields of contacts. */
export const sendChoicesQuery = queryOptions({
  queryKey: ['send-choices'],
  queryFn: async () => {
    const query = { limit: 100 }
    const [numbers, templates, segments, attributes] = await Promise.all([
      take(api.GET('/numbers', { params: { query } })),
      take(api.GET('/templates', { params: { query: { ...query, status: 'APPROVED' } } })),
      take(api.GET('/segments', { params: { query } })),
      take(api.GET('/attributes', { params: { query } })),
    ])
    return { numbers: numbers.data, templates: templates.data, segments: segments.data, attributes: attributes.data }
  },
})

export type SendChoices = Awaited<ReturnType<NonNullable<typeof sendChoicesQuery.queryFn>>>

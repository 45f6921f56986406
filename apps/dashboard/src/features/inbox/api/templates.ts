import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'
import type { Json } from '#lib/data/json.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export interface SendableTemplate {
  id: string
  name: string
  language: string
  category: string
  quality: string
  parameterFormat: string
  components: Json[]
}

/** What may be sent from the numbers of a business account. */
export const sendableTemplatesQuery = (wabaId: string | null, search: string) =>
  pagedQuery<SendableTemplate>(['sendable-templates', wabaId, search], (cursor) =>
    take(
      api.GET('/templates', {
        params: {
          query: {
            status: 'APPROVED',
            limit: 50,
            ...(wabaId !== null && { wabaId }),
            ...(search !== '' && { search }),
            ...after(cursor),
          },
        },
      }),
    ),
  )

/** How it would look, and why it would be refused. */
export const templatePreviewQuery = (id: string, components: Record<string, unknown>[]) =>
  queryOptions({
    queryKey: ['template-preview', id, components],
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: () => take(api.POST('/templates/{id}/preview', { params: { path: { id } }, body: { components } })),
  })

/** The business account that a number belongs to. */
export const numberQuery = (id: string) =>
  queryOptions({
    queryKey: ['number', id],
    staleTime: 300_000,
    queryFn: () => take(api.GET('/numbers/{id}', { params: { path: { id } } })),
  })

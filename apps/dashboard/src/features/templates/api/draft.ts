import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

/** A template before Meta has seen it. */
export interface Draft {
  name: string
  language: string
  category: string
  components: Record<string, unknown>[]
}

/** Everything that Meta would reject, in the words of its rules. */
export const lintQuery = (draft: Draft) =>
  queryOptions({
    queryKey: ['template-lint', draft],
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: () => take(api.POST('/templates/lint', { body: draft })),
  })

export const createTemplate = (draft: Draft) => take(api.POST('/templates', { body: draft }))

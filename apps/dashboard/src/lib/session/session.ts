import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { isStatus } from '#lib/client/api-error.ts'
import { api, take } from '#lib/client/client.ts'

/** Null: nobody has signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async () => {
    try {
      return await take(api.GET('/session'))
    } catch (error) {
      if (isStatus(error, 401) || isStatus(error, 403)) return null
      throw error
    }
  },
})

export type CurrentSession = NonNullable<Awaited<ReturnType<NonNullable<typeof sessionQuery.queryFn>>>>

/** Who has signed in; only below the pages that ask for it. */
export function useSession(): CurrentSession {
  const { data } = useSuspenseQuery(sessionQuery)
  if (data === null) throw new Error('Nobody has signed in')
  return data
}

/** Tells whether the role of the member opens a scope. The API decides; this only hides what it would reject. */
export function useMay(): (scope: string) => boolean {
  const { scopes } = useSession()
  return (scope) => scopes.includes(scope)
}

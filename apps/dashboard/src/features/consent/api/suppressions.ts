import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type Suppression = Schemas['Suppression']

export const suppressionsQuery = pagedQuery<Suppression>(['suppressions'], (cursor) =>
  take(api.GET('/suppressions', { params: { query: { limit: 50, ...after(cursor) } } })),
)

interface NewSuppression {
  phone: string
  reason: string
  scope: 'all' | 'marketing'
}

/** Returns what is wrong with the one that was given; null: it is on the list. */
export async function addSuppression(item: NewSuppression): Promise<string | null> {
  const { items } = await take(api.POST('/suppressions', { body: { items: [item] } }))
  const [result] = items
  return result?.outcome === 'rejected' ? (result.errors[0]?.detail ?? result.detail) : null
}

export const removeSuppression = (id: string) => take(api.DELETE('/suppressions/{id}', { params: { path: { id } } }))

import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type Delivery = Schemas['WebhookDelivery']

export const deliveriesQuery = (id: string, status: Delivery['status'] | null) =>
  pagedQuery<Delivery>(['deliveries', id, status], (cursor) =>
    take(
      api.GET('/webhook-endpoints/{id}/deliveries', {
        params: { path: { id }, query: { limit: 50, ...(status !== null && { status }), ...after(cursor) } },
      }),
    ),
  )

/** The same event, under the same id. */
export const replayDelivery = (id: string) =>
  take(api.POST('/webhook-deliveries/{id}/replay', { params: { path: { id } } }))

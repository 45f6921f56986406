import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type Consent = Schemas['Consent']
export type ConsentEvent = Schemas['ConsentEvent']

export const contactConsentQuery = (id: string) =>
  queryOptions({
    queryKey: ['contact', id, 'consent'],
    queryFn: async () => (await take(api.GET('/contacts/{id}/consent', { params: { path: { id } } }))).consents,
  })

export const consentEventsQuery = (id: string) =>
  pagedQuery<ConsentEvent>(['contact', id, 'consent-events'], (cursor) =>
    take(
      api.GET('/contacts/{id}/consent/events', {
        params: { path: { id }, query: { limit: 20, ...after(cursor) } },
      }),
    ),
  )

export const sendabilityQuery = (id: string, purpose: string) =>
  queryOptions({
    queryKey: ['contact', id, 'sendability', purpose],
    queryFn: () => take(api.GET('/contacts/{id}/sendability', { params: { path: { id }, query: { purpose } } })),
  })

interface NewConsent {
  purpose: string
  state: 'opted_in' | 'opted_out'
  /** What the person said or signed; an opt-in needs it. */
  text: string
  note: string
}

export const recordConsent = (id: string, { purpose, state, text, note }: NewConsent) =>
  take(
    api.POST('/contacts/{id}/consent', {
      params: { path: { id } },
      body: {
        purpose,
        state,
        ...(text !== '' && { occurredAt: new Date().toISOString(), evidence: { kind: 'verbal' as const, text } }),
        ...(note !== '' && { note }),
      },
    }),
  )

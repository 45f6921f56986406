import { api, take } from '#lib/client/client.ts'

export interface CampaignBody {
  name: string
  numberId: string
  template: { name: string; language: string }
  bindings: Record<string, unknown>
  audience: { segmentIds?: string[] }
  list: { phone: string }[]
  variants: { weight: number; template: { name: string; language: string }; bindings: Record<string, unknown> }[]
  holdoutPercent: number
  maxPerMinute: number | null
  ramp: { percents: number[]; everyMinutes: number } | null
  schedule: { at: string; timezone: string } | null
}

const of = (id: string) => ({ params: { path: { id } } })

/** Stores the draft, and says what it would do. */
export async function saveAndCheck(id: string | null, body: CampaignBody) {
  const saved =
    id === null
      ? await take(api.POST('/campaigns', { body }))
      : await take(api.PATCH('/campaigns/{id}', { ...of(id), body }))
  return { id: saved.id, check: await take(api.POST('/campaigns/{id}/validate', of(saved.id))) }
}

export type Check = Awaited<ReturnType<typeof saveAndCheck>>['check']

export const launchCampaign = (id: string) => take(api.POST('/campaigns/{id}/launch', of(id)))
export const pauseCampaign = (id: string) => take(api.POST('/campaigns/{id}/pause', of(id)))
export const resumeCampaign = (id: string) => take(api.POST('/campaigns/{id}/resume', of(id)))
export const cancelCampaign = (id: string) => take(api.POST('/campaigns/{id}/cancel', of(id)))
export const retryFailed = (id: string) =>
  take(api.POST('/campaigns/{id}/retry', { ...of(id), body: { scope: 'failed' } }))

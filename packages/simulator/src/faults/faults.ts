import { isObject } from '@dawk/cloud-api/json.ts'
import { asObject, type Json } from '../json.ts'
import type { Random } from '../random.ts'
import { type CallFault, callFaultProblems } from './call-fault.ts'

export interface Faults {
  latencyMs: number
  latencyJitterMs: number
  errorRate: Record<string, number>
  http5xxRate: number
  dropAfterAcceptRate: number
  dropBeforeAcceptRate: number
  retryBaseMs: number
  webhooks: {
    duplicateRate: number
    reorder: boolean
    delayMs: number
    batchSize: number
    earlyStatuses: boolean
    dropRate: number
  }
  statusDelaysMs: { sent: number; delivered: number; read: number }
  media: { uploadErrorRate: number; metadataErrorRate: number; downloadErrorRate: number }
  /** Of single edges of Graph; replaced as a whole. */
  calls: Record<string, CallFault>
  statuses: 'all' | 'none' | 'sent_only'
  /** How long a template is under review. */
  templateReviewMs: number
  /** Marketing to numbers of the United States fails with 131049, as it does at Meta since April 2025. */
  usMarketingBlocked: boolean
  /** People who answer marketing, once it is delivered: this share of all, always the same ones, in these words. */
  optOuts: { share: number; text: string }
  /** Adds the `conversation` object that webhooks before v24 carry. */
  conversation: boolean
}

export const noFaults = (): Faults => ({
  latencyMs: 0,
  latencyJitterMs: 0,
  errorRate: {},
  http5xxRate: 0,
  dropAfterAcceptRate: 0,
  dropBeforeAcceptRate: 0,
  retryBaseMs: 1000,
  webhooks: { duplicateRate: 0, reorder: false, delayMs: 0, batchSize: 1, earlyStatuses: false, dropRate: 0 },
  statusDelaysMs: { sent: 150, delivered: 700, read: 2500 },
  media: { uploadErrorRate: 0, metadataErrorRate: 0, downloadErrorRate: 0 },
  calls: {},
  statuses: 'all',
  templateReviewMs: 1500,
  usMarketingBlocked: false,
  optOuts: { share: 0, text: 'STOP' },
  conversation: false,
})

/**
 * Merges a change into the faults in force: objects merge, except `errorRate` and `calls`, which are replaced so that they can be emptied.
 * @returns the members that are unknown or of the wrong type; nothing is changed when there are any
 */
export function mergeFaults(faults: Faults, change: Json): string[] {
  const problems = faultProblems(noFaults() as unknown as Json, change, '')
  if (problems.length > 0) return problems
  const { webhooks, statusDelaysMs, media, optOuts, ...rest } = change
  Object.assign(faults, rest)
  Object.assign(faults.webhooks, asObject(webhooks))
  Object.assign(faults.statusDelaysMs, asObject(statusDelaysMs))
  Object.assign(faults.media, asObject(media))
  Object.assign(faults.optOuts, asObject(optOuts))
  return []
}

function faultProblems(shape: Json, change: Json, path: string): string[] {
  return Object.entries(change).flatMap(([name, value]) => {
    const expected = shape[name]
    if (expected === undefined) return [`${path}${name} is unknown`]
    if (name === 'statuses' && !['all', 'none', 'sent_only'].includes(String(value)))
      return ['statuses must be all, none or sent_only']
    if (typeof expected !== typeof value) return [`${path}${name} must be a ${typeof expected}`]
    if (name === 'calls') return callFaultProblems(asObject(value))
    if (name === 'errorRate' || !isObject(expected)) return []
    return faultProblems(expected, asObject(value), `${path}${name}.`)
  })
}

export const happens = (random: Random, rate: number) => rate > 0 && random.share() < rate

/** The code of the error to inject into this send, if any. */
export function drawError(random: Random, faults: Faults): number | undefined {
  for (const code in faults.errorRate) if (happens(random, faults.errorRate[code] ?? 0)) return Number(code)
  return undefined
}

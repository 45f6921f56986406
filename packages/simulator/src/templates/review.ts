import { findTemplateProblems } from '@dawk/cloud-api/template-rules/template-rules.ts'
import type { Clock } from '../clock.ts'
import type { Faults } from '../faults/faults.ts'
import type { Announcements } from './announce.ts'
import type { Category, QualityScore, Template } from './template.ts'
import type { TemplateStore } from './template-store.ts'

const hour = 3_600_000
/** How long the first and the second pause last; the third disables. */
const pauseMs = [3 * hour, 6 * hour]

interface ReviewDeps {
  clock: Clock
  faults: Faults
  templates: TemplateStore
  announce: Announcements
}

/**
 * Meta's reviewers, and what becomes of a template later. A text with `[reject:SCAM]` is rejected for that reason,
 * `[reject]` for INVALID_FORMAT, one with `[pending]` waits for the control API, and so is content that another template
 * of the language has already; the rest is approved after `faults.templateReviewMs`.
 */
export function createReviews({ clock, faults, templates, announce }: ReviewDeps) {
  const timers = new Map<string, NodeJS.Timeout>()

  function cancel(template: Template): void {
    clearTimeout(timers.get(template.id))
    timers.delete(template.id)
  }

  function decide(template: Template): void {
    const reason = rejection(template, templates.list(template.wabaId))
    if (reason === null) approve(template)
    else reject(template, reason)
  }

  function approve(template: Template): void {
    cancel(template)
    const title = template.status === 'PAUSED' ? 'UNPAUSE' : undefined
    Object.assign(template, { status: 'APPROVED', rejected_reason: 'NONE', pausedUntil: null })
    announce.status(template, 'APPROVED', title)
  }

  function reject(template: Template, reason: string): void {
    cancel(template)
    Object.assign(template, { status: 'REJECTED', rejected_reason: reason })
    announce.status(template, 'REJECTED')
  }

  function pause(template: Template): void {
    const ms = pauseMs[template.pauses]
    template.pauses += 1
    if (ms === undefined) disable(template)
    else {
      Object.assign(template, { status: 'PAUSED', pausedUntil: clock.now() + ms })
      announce.status(template, 'PAUSED', template.pauses === 1 ? 'FIRST_PAUSE' : 'SECOND_PAUSE')
    }
  }

  function disable(template: Template): void {
    Object.assign(template, { status: 'DISABLED', pausedUntil: null })
    announce.status(template, 'DISABLED', 'DISABLED')
  }

  return {
    approve,
    reject,
    pause,
    disable,
    schedule(template: Template): void {
      cancel(template)
      if (textsOf(template).includes('[pending]')) return
      const timer = setTimeout(() => {
        timers.delete(template.id)
        if (template.status === 'PENDING' && templates.byId(template.id) === template) decide(template)
      }, faults.templateReviewMs)
      timers.set(template.id, timer)
    },
    /** A pause ends by itself. Called before a template is looked at. */
    endPause(template: Template): void {
      if (template.pausedUntil !== null && template.pausedUntil <= clock.now()) approve(template)
    },
    setQuality(template: Template, score: QualityScore): void {
      const previous = template.quality_score.score
      template.quality_score = { score, date: Math.floor(clock.now() / 1000) }
      announce.quality(template, previous)
    },
    setCategory(template: Template, category: Category): void {
      template.previous_category = template.category
      template.category = category
      delete template.correct_category
      announce.category(template, template.previous_category)
    },
    /** The notice that comes a day or more before the change. */
    noticeCategory(template: Template, category: Category): void {
      template.correct_category = category
      announce.categoryNotice(template, category, Math.floor(clock.now() / 1000) + 86_400)
    },
    scheduled: () => timers.size,
    reset(): void {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}

export type Reviews = ReturnType<typeof createReviews>

function rejection(template: Template, all: readonly Template[]): string | null {
  const marker = /\[reject(?::([A-Z_]+))?\]/.exec(textsOf(template))
  if (marker) return marker[1] ?? 'INVALID_FORMAT'
  if (template.category === 'AUTHENTICATION') return null
  const problem = findTemplateProblems(template).find(({ rejectedAs }) => rejectedAs !== null)
  if (problem) return problem.rejectedAs
  const isCopy = all.some(
    (other) => other !== template && other.language === template.language && contentOf(other) === contentOf(template),
  )
  return isCopy ? 'TAG_CONTENT_MISMATCH' : null
}

const textsOf = ({ components }: Template) => components.map(({ text }) => text ?? '').join('\n')

const contentOf = ({ components }: Template) =>
  JSON.stringify(
    components.filter(({ type }) => type === 'BODY' || type === 'FOOTER').map(({ type, text }) => [type, text]),
  )

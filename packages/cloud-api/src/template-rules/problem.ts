import { maxProblems } from '../content/report.ts'

/** One thing that Meta would object to in a draft. */
export interface TemplateProblem {
  /** Path of the member in the draft, list places from 0: `components.1.buttons.0.text`. */
  readonly field: string
  readonly message: string
  /** Of code 100, where Meta has one. */
  readonly subcode: number | null
  /** Meta takes the draft and refuses it afterwards, with such a `rejected_reason`. */
  readonly rejectedAs: string | null
}

export type Json = Readonly<Record<string, unknown>>

/** Of a component, in the spelling that Meta answers with. */
export const typeOf = (component: Json) => String(component['type']).toUpperCase()

/** Collects problems; `at` descends to a member. */
export interface Findings {
  readonly path: string
  add(message: string, subcode?: number): undefined
  /** What only the review finds. */
  addForReview(message: string, rejectedAs: string): undefined
  at(...members: (string | number)[]): Findings
}

/** More are not kept: they show once these are mended. */
export function findingsAt(path: string, problems: TemplateProblem[]): Findings {
  const keep = (message: string, subcode: number | null, rejectedAs: string | null) => {
    if (problems.length < maxProblems) problems.push({ field: path, message, subcode, rejectedAs })
  }
  return {
    path,
    add: (message, subcode) => void keep(message, subcode ?? null, null),
    addForReview: (message, rejectedAs) => void keep(message, null, rejectedAs),
    at: (...members) => findingsAt([path, ...members].filter((part) => part !== '').join('.'), problems),
  }
}

/** What was given, short enough to be told back. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'object') return value === null ? 'null' : Array.isArray(value) ? 'a list' : 'an object'
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 60) : value)
}

import type { Complaint, ProblemRule } from './schema.ts'

export interface ContentProblem {
  /** Path of the member; places of a list count from 0, as in `template.components.0.type`. */
  readonly field: string
  /** The end of a sentence that begins with the field. */
  readonly message: string
  readonly rule?: ProblemRule
}

/** More problems are not looked for: they show once these are mended. */
export const maxProblems = 20

const longestNameShown = 100

/** Where a validator stands in a value, and what it has found so far. */
export class Report {
  readonly problems: ContentProblem[] = []
  /** UTF-16 code units of all texts and of the names in open objects. */
  size = 0
  private readonly path: (string | number)[] = []

  constructor(root: string) {
    this.path.push(root)
  }

  get isFull(): boolean {
    return this.problems.length >= maxProblems
  }

  get depth(): number {
    return this.path.length
  }

  /** The name of the member under inspection; an item of a list has that of the list. */
  get memberName(): string {
    return String(this.path.findLast((name) => typeof name === 'string'))
  }

  enter(name: string | number): undefined {
    this.path.push(name)
  }

  leave(): undefined {
    this.path.pop()
  }

  add(complaint: Complaint, member?: string): undefined {
    if (!this.isFull) this.problems.push({ field: this.field(member), ...complaint })
  }

  addMissing(member?: string): undefined {
    this.add({ message: 'is required', rule: 'required' }, member)
  }

  field(member?: string): string {
    const path = this.path.join('.')
    return member === undefined ? path : `${path}.${member}`
  }
}

/** The name of an unknown member, such that it can be stored and logged. */
export const legible = (name: string): string =>
  name.slice(0, longestNameShown).toWellFormed().replaceAll('\0', '\ufffd')

import type { Findings, Json } from './findings.ts'

const depthMax = 20
/** Of texts and names together; Meta's largest messages are far below. */
const charactersMax = 65_536

/** PostgreSQL keeps neither U+0000 nor half a surrogate pair, and nothing of a message may be deeper or larger than is sane. */
export function checkStorable(content: Json, find: Findings): void {
  const path: (string | number)[] = []
  let room = charactersMax

  function visit(value: unknown): void {
    if (typeof value === 'string') checkText(value)
    else if (typeof value !== 'object' || value === null || room < 0) return
    else if (path.length === depthMax) find.add(toField(path), `must not be nested deeper than ${depthMax} levels`)
    else if (Array.isArray(value)) for (let index = 0; index < value.length; index += 1) enter(index, value[index])
    else for (const name of Object.keys(value)) enter(name, (value as Json)[name])
  }

  function enter(member: string | number, value: unknown): void {
    if (typeof member === 'string') checkName(member)
    path.push(member)
    visit(value)
    path.pop()
  }

  function checkName(name: string): void {
    room -= name.length
    if (!isStorable(name)) find.add(toField(path), `must not have a member whose name ${unstorable}`)
  }

  function checkText(text: string): void {
    room -= text.length
    if (!isStorable(text)) find.add(toField(path), `must be without anything that ${unstorable}`)
  }

  visit(content)
  if (room < 0) find.add(toField([String(content['type'])]), `must have at most ${charactersMax} characters in all`)
}

const unstorable = 'cannot be stored (U+0000, or half of a surrogate pair)'

const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0')

const toField = (path: readonly (string | number)[]) => path.join('.')

/** What JSON calls an object. */
export type Json = Readonly<Record<string, unknown>>

/** True for what JSON calls an object: not for a list, and not for null. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value as a list; anything else reads as an empty one. */
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The objects of a list, of whatever members; anything else in it, or in place of it, is left out. */
export const listOf = <Item = Json>(value: unknown): readonly Item[] => asList(value).filter(isObject) as Item[]

/** Clients write null for what they leave out, so null and undefined mean the same. */
export const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null

/** Whether PostgreSQL can store a text: it has neither U+0000 nor half of a surrogate pair. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** The end of a sentence about a text that cannot be stored. */
export const storableRule = 'must not contain U+0000 or half of a surrogate pair'

/** A text that cannot be refused, since somebody else wrote it: U+FFFD in place of what cannot be stored. */
export const toStorable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed()

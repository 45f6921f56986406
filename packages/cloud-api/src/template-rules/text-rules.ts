import { isObject } from '../json.ts'
import { lengthOf } from '../text-length.ts'
import { type Findings, shown } from './problem.ts'

/** Subcodes of code 100 by which Meta refuses text: the places in which they differ. */
export const subcodes = {
  nameFormat: 2388046,
  tooLong: 2388040,
  missingField: 2388043,
  headerFormat: 2388047,
  bodyFormat: 2388072,
  footerFormat: 2388073,
  edgeVariable: 2388299,
  wordRatio: 2388293,
  buttonLayout: 2388060,
} as const

const placeholder = /\{\{([^{}]*)\}\}/g
const emoji = /\p{Extended_Pictographic}/gu

/** Names between double braces, each once, in order of first use. */
export function variablesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(placeholder), (match) => match[1] ?? ''))]
}

const hasEmoji = (text: string) => text.search(emoji) !== -1
const countEmoji = (text: string) => text.match(emoji)?.length ?? 0

/** Texts of this many times their limit are not inspected further. */
const farTooLong = 10

/** A required text of at most `max` characters; null when there is none to inspect further. */
export function readText(value: unknown, at: Findings, max: number): string | null {
  if (typeof value !== 'string' || value.trim() === '') {
    at.add(`is required and must be a text (given: ${shown(value)})`, subcodes.missingField)
    return null
  }
  if (value.length > farTooLong * max) {
    at.add(`must have at most ${max} characters`, subcodes.tooLong)
    return null
  }
  if (lengthOf(value) > max) at.add(`must have at most ${max} characters (given: ${lengthOf(value)})`, subcodes.tooLong)
  return value
}

export interface VariableRules {
  named: boolean
  max: number
}

/** Variables are numbered 1 to n without gaps, or all are names; returns those that are there. */
export function checkVariables(text: string, at: Findings, { named, max }: VariableRules): string[] {
  const names = variablesIn(text)
  if (text.replace(placeholder, '').match(/\{\{|\}\}/)) at.add('has braces that do not form a variable such as {{1}}')
  if (names.length > max) at.add(`may have at most ${max} variable${max === 1 ? '' : 's'} (given: ${names.length})`)
  const wrong = names.filter((name) => (named ? !/^[a-z][a-z0-9_]*$/.test(name) : !/^[1-9]\d*$/.test(name)))
  for (const name of wrong)
    at.add(
      named
        ? `variable {{${name}}}: names are lower-case letters, digits and underscores, beginning with a letter`
        : `variable {{${name}}} is not a number: set parameter_format to NAMED to use names`,
    )
  if (!named && wrong.length === 0) checkSequence(names, at)
  return names
}

function checkSequence(names: readonly string[], at: Findings): undefined {
  const gap = names
    .map(Number)
    .sort((a, b) => a - b)
    .findIndex((number, index) => number !== index + 1)
  if (gap !== -1) at.add(`variables must run from {{1}} to {{${names.length}}} without gaps: {{${gap + 1}}} is missing`)
}

/** A body's own rules beyond its length. */
export function checkBodyText(text: string, names: readonly string[], at: Findings): undefined {
  const trimmed = text.replace(/^[\s\p{P}\p{S}]*(?=\{\{)/u, '').replace(/(?<=\}\})[\s\p{P}\p{S}]*$/u, '')
  if (trimmed.startsWith('{{') || trimmed.endsWith('}}'))
    at.add("variables can't be at the start or end of the template", subcodes.edgeVariable)
  if (/\}\}\s*\{\{/.test(text)) at.addForReview('two variables may not stand side by side', 'INVALID_FORMAT')
  const words = text.split(/\s+/).filter((word) => word !== '').length
  if (names.length > 0 && words < 2 * names.length + 1)
    at.add(
      `has too many variables for its length: ${names.length} need at least ${2 * names.length + 1} words (given: ${words})`,
      subcodes.wordRatio,
    )
  if (/\n[^\S\n]*\n[^\S\n]*\n/.test(text)) at.add('may not have more than two newlines in a row', subcodes.bodyFormat)
  if (countEmoji(text) > 10) at.add(`may have at most 10 emoji (given: ${countEmoji(text)})`, subcodes.bodyFormat)
}

/** Headers, footers and labels are plain: no newline, no emoji, no markup. */
export function checkPlain(text: string, at: Findings, subcode: number | undefined, markup: boolean): undefined {
  if (/[\n\r]/.test(text)) at.add('may not have a newline', subcode)
  if (hasEmoji(text)) at.add('may not have emoji', subcode)
  if (markup && /[*_~`]/.test(text.replace(placeholder, ''))) at.add('may not have markup (* _ ~ `)', subcode)
}

/**
 * A sample for each variable. Numbered: `example.<place>` is a list (for bodies a list of lists); named:
 * `example.<place>_named_params` has `{param_name, example}` for each.
 */
export function checkSamples(
  example: unknown,
  { place, names, named }: { place: 'header_text' | 'body_text'; names: readonly string[]; named: boolean },
  at: Findings,
): undefined {
  if (names.length === 0) return
  const member = named ? `${place}_named_params` : place
  const here = at.at('example', member)
  const given = isObject(example) ? example[member] : undefined
  if (!Array.isArray(given) || given.length === 0)
    return here.add(`is required: a sample for each variable (${names.length})`, subcodes.missingField)
  if (named) return checkNamedSamples(given, names, here)
  const samples: unknown = place === 'body_text' ? given[0] : given
  if (!Array.isArray(samples))
    return here.add('must be a list of lists, as in [["Asha", "A-77"]]', subcodes.missingField)
  if (samples.length !== names.length)
    return here.add(
      `must have ${names.length} samples, one for each variable (given: ${samples.length})`,
      subcodes.missingField,
    )
  for (const [index, sample] of samples.entries())
    if (!isSample(sample)) here.add(`sample ${index + 1} must be a text that is not empty`, subcodes.missingField)
}

const samplesMax = 200

function checkNamedSamples(given: readonly unknown[], names: readonly string[], here: Findings): undefined {
  if (given.length > samplesMax) return here.add(`may have at most ${samplesMax} samples (given: ${given.length})`)
  const samples = new Map(given.filter(isObject).map((sample) => [sample['param_name'], sample['example']]))
  for (const name of names)
    if (!isSample(samples.get(name))) here.add(`lacks a sample for {{${name}}}`, subcodes.missingField)
  for (const name of samples.keys())
    if (!names.includes(String(name)))
      here.add(`has a sample for {{${shown(name)}}}, which the text does not use`, subcodes.missingField)
}

const isSample = (sample: unknown) => typeof sample === 'string' && sample.trim() !== ''

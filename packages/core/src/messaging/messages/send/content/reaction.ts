import { type Findings, shown } from './findings.ts'

const referenceMax = 512
/** The longest emoji of families with skin tones are well below. */
const emojiUnitsMax = 64
const graphemes = new Intl.Segmenter()
const emojiPart = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u

/** An empty emoji takes the reaction back. */
export function checkReaction(value: unknown, field: string, find: Findings): void {
  const reaction = find.object(value, field)
  if (!reaction) return
  find.text(reaction['message_id'], `${field}.message_id`, referenceMax)
  const emoji = reaction['emoji']
  if (emoji === undefined || emoji === null) find.addMissing(`${field}.emoji`)
  else if (!isEmoji(emoji))
    find.add(`${field}.emoji`, `must be one emoji, or empty to take the reaction back, got ${shown(emoji)}`)
}

function isEmoji(value: unknown): boolean {
  if (value === '') return true
  if (typeof value !== 'string' || value.length > emojiUnitsMax || !emojiPart.test(value)) return false
  return [...graphemes.segment(value)].length === 1
}

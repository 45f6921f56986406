/** A text as it is compared with others: composed, and in lower case. */
export const textKey = (text: string): string => text.normalize('NFC').toLowerCase()

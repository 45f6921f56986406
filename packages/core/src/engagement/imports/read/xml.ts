import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { ImportFailure } from '../import-errors.ts'

const maxDepth = 64

export interface XmlHandlers {
  /** Names without their prefix. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

/**
 * Reads XML as it arrives, and yields after each piece, so that whatever the handlers have collected can be taken. Entities
 * of a document's own are not resolved, so nothing in it can grow.
 * @throws ImportFailure when it is not well-formed, or nested deeper than any spreadsheet
 */
export async function* readXml(source: Readable, { open, text, close }: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser()
  const decoder = new TextDecoder()
  let depth = 0
  let failure: Error | null = null
  parser.on('error', (error) => {
    failure ??= new ImportFailure('The spreadsheet is damaged: a part of it is not well-formed XML.', { cause: error })
  })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    depth += 1
    if (depth > maxDepth) failure ??= new ImportFailure('The spreadsheet is nested deeper than any real one.')
    open?.(localName(tag.name), tag.attributes)
  })
  if (text) parser.on('text', text)
  parser.on('closetag', (tag) => {
    depth -= 1
    close?.(localName(tag.name))
  })
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      parser.write(decoder.decode(chunk, { stream: true }))
      if (failure) throw failure
      yield
    }
    parser.close()
    if (failure) throw failure
    yield
  } finally {
    source.destroy()
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

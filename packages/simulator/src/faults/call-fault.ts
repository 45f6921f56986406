import { isObject } from '@dawk/cloud-api/json.ts'
import { asObject, type Json } from '../json.ts'

/** What befalls the calls of one edge of Graph, named by the last part of its path: `register`, `debug_token`. */
export interface CallFault {
  /** Before anything else happens. */
  delayMs?: number
  /** It is refused with this code, and nothing takes effect. */
  code?: number
  subcode?: number
  message?: string
  /** What it is answered in place of the truth, and nothing takes effect. */
  answer?: Json
  /** The connection breaks, before the call takes effect or after it. */
  drop?: 'before' | 'after'
  /** Only calls of this method, as `POST`; left out: all. */
  method?: string
  /** How many calls from now on; absent: all of them. */
  times?: number
}

const types: Readonly<Record<string, string>> = {
  delayMs: 'number',
  code: 'number',
  subcode: 'number',
  message: 'string',
  answer: 'object',
  drop: 'string',
  method: 'string',
  times: 'number',
}

/** The members of `calls` that are no faults. */
export function callFaultProblems(calls: Json): string[] {
  return Object.entries(calls).flatMap(([edge, fault]) =>
    isObject(fault)
      ? Object.entries(asObject(fault)).flatMap(([name, value]) =>
          types[name] === typeof value && (name !== 'drop' || value === 'before' || value === 'after')
            ? []
            : [`calls.${edge}.${name} is unknown or of the wrong type`],
        )
      : [`calls.${edge} must be an object`],
  )
}

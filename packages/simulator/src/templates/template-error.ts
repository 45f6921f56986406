import { GraphError } from '../graph-error.ts'
import type { Json } from '../json.ts'

/** The management-side form: "Invalid parameter", a subcode, and words for the end user. */
export function templateError(subcode: number | null, title: string, message: string, data?: Json): GraphError {
  return new GraphError(400, {
    message: 'Invalid parameter',
    type: 'OAuthException',
    code: 100,
    ...(subcode === null ? {} : { error_subcode: subcode }),
    ...(data ? { error_data: data } : {}),
    is_transient: false,
    error_user_title: title,
    error_user_msg: message,
  })
}

const titles: Readonly<Record<number, string>> = {
  2388040: 'Character Limit Exceeded',
  2388043: 'Message template "components" param is missing expected field(s)',
  2388046: 'Name Format is Incorrect',
  2388047: 'Message Header Format is Incorrect',
  2388060: 'Message Buttons Format is Incorrect',
  2388072: 'Message Body Format is Incorrect',
  2388073: 'Message Footer Format is Incorrect',
  2388293: 'Parameters words ratio exceeds limit',
  2388299: 'Leading or trailing parameters not allowed',
}

export const titleOf = (subcode: number | null) => titles[subcode ?? 0] ?? 'Invalid parameter'

import { channel } from 'node:diagnostics_channel'

/** The text of every statement that core runs, told to whoever subscribes before it leaves. Nobody does in production. */
export const statements = channel('dawk:statement')

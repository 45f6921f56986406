import { createMacro } from './create-macro.ts'
import { deleteMacro } from './delete-macro.ts'
import { listMacros } from './list-macros.ts'
import { runMacro } from './run-macro.ts'
import { updateMacro } from './update-macro.ts'

export const macros = { listMacros, createMacro, updateMacro, deleteMacro, runMacro }

import assert from 'node:assert/strict'
import { test } from 'vitest'
import { classifyGraphError, type ErrorAction } from './error-policy.ts'

const actionOf = (code: number, httpStatus = 400) => classifyGraphError({ code, message: '' }, httpStatus).action

test('each code leads to the action its class names', () => {
  const expected: Partial<Record<ErrorAction, number[]>> = {
    wait: [4, 130429],
    retry: [1, 2, 613, 80007, 131000, 131016, 131057, 132069, 133004, 133015, 133016, 134101],
    retry_pair: [131056],
    needs_template: [131047],
    needs_token: [0, 3, 10, 102, 104, 190, 131005, 200, 230, 299],
    pause_number: [131037, 131045, 131048, 133010],
    pause_account: [33, 368, 131031, 131042, 131044, 131063, 131064, 134011, 134102],
    fail: [100, 130472, 131009, 131026, 131049, 131050, 132000, 132001, 132015, 132016, 131207, 138001, 139004],
  }
  for (const [action, codes] of Object.entries(expected))
    for (const code of codes) assert.equal(actionOf(code), action, `code ${code}`)
})

test('the code decides, not the HTTP status', () => {
  assert.equal(actionOf(131009, 500), 'fail')
  assert.equal(actionOf(131016, 400), 'retry')
})

test('an unknown code is tried again only when Meta itself failed', () => {
  assert.equal(actionOf(999999, 500), 'retry')
  assert.equal(actionOf(999999, 400), 'fail')
  assert.equal(actionOf(300, 400), 'fail')
})

test('an object that is missing for this token holds the messages instead of failing them', () => {
  assert.equal(classifyGraphError({ code: 100, error_subcode: 33, message: '' }, 400).action, 'needs_token')
})

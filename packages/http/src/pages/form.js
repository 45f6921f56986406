// What the forms of these pages share: one step at a time, with what came of it said in the form. Nothing is stored.
export const element = (id) => document.getElementById(id)
export const value = (id) => element(id).value.trim()

/** Runs a step once, with its button shut meanwhile, and says in the form what came of it. */
export async function run(form, button, step) {
  const output = form.querySelector('output')
  button.disabled = true
  clearMarks(form)
  try {
    output.dataset.kind = 'good'
    output.textContent = ''
    output.textContent = await step((text) => {
      output.textContent = text
    })
  } catch (error) {
    output.dataset.kind = 'bad'
    output.textContent = error instanceof TypeError ? 'The server cannot be reached.' : error.message
    markFields(form, error.fields ?? [])
  } finally {
    button.disabled = false
  }
}

export function onSubmit(id, step) {
  const form = element(id)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void run(form, form.querySelector('button[type=submit]'), step)
  })
}

function clearMarks(form) {
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid')
}

function markFields(form, fields) {
  const inputs = fields.map((name) => form.elements[name]).filter(Boolean)
  for (const input of inputs) input.setAttribute('aria-invalid', 'true')
  inputs[0]?.focus()
}

/** Shows one of the parts of a page, and brings readers of screens there. */
export function showPart(id) {
  for (const part of document.querySelectorAll('[data-part]')) part.hidden = part.id !== id
  element(id).querySelector('h1').focus()
}

/** Writes values where the page names them. */
export function fill(values) {
  for (const place of document.querySelectorAll('[data-of]')) place.textContent = values[place.dataset.of] ?? ''
}

/** The token of the link. It stands behind the #, which a browser sends to no server. */
export const tokenOfLink = () => location.hash.slice(1)

/** What the link was good for is done: it need not stay in the address bar and the history. */
export const forgetLink = () => history.replaceState(null, '', location.pathname)

window.addEventListener('hashchange', () => location.reload()) // another link, opened in the same tab

for (const box of document.querySelectorAll('[data-shows]'))
  box.addEventListener('change', () => {
    element(box.dataset.shows).type = box.checked ? 'text' : 'password'
  })

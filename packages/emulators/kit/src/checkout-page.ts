/** What a person sees on the page where the emulator takes a payment. */
export interface CheckoutPage {
  vendor: string
  /** As it is shown: `₹1,180.00`. */
  amount: string
  description: string
  /** Where the buttons post to; the name of the button is added: `/pay`. */
  action: string
}

const choices = [
  ['pay', 'Pay'],
  ['pay-twice', 'Pay twice, as in two tabs'],
  ['fail', 'Let the payment fail'],
  ['close', 'Close without paying'],
] as const

/** The page of a hosted checkout. No card is asked for: each button is an outcome. */
export const checkoutPage = ({ vendor, amount, description, action }: CheckoutPage): string =>
  page(
    `${vendor} (emulated)`,
    `<p class="mark">This is an emulator. No money moves.</p>
    <h1>${escapeHtml(amount)}</h1>
    <p>${escapeHtml(description)}</p>
    ${choices
      .map(
        ([name, label], place) =>
          `<form method="post" action="${escapeHtml(action)}/${name}"><button${place === 0 ? ' class="main"' : ''}>${label}</button></form>`,
      )
      .join('\n    ')}`,
  )

/** Sends the person on with a form, as vendors do that post back. It needs no script of ours beyond the submit. */
export const forwardPage = (url: string, fields: Readonly<Record<string, string>>): string =>
  page(
    'Returning',
    `<form id="forward" method="post" action="${escapeHtml(url)}">
      ${Object.entries(fields)
        .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}" />`)
        .join('\n      ')}
      <button class="main">Continue</button>
    </form>
    <script>document.getElementById('forward').submit()</script>`,
  )

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(title)}</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 24rem; margin: 12vh auto; padding: 0 1rem; color: #1b2330; background: #f4f6fa; }
      h1 { font-size: 2.25rem; margin: 0.5rem 0; }
      button { width: 100%; padding: 0.75rem; margin: 0.25rem 0; font: inherit; border: 1px solid #c5ccd8; border-radius: 0.5rem; background: #fff; cursor: pointer; }
      button.main { background: #2457d6; border-color: #2457d6; color: #fff; }
      .mark { color: #8a5a00; }
      @media (prefers-color-scheme: dark) { body { background: #12161d; color: #e6ebf3; } button { background: #1d2430; color: inherit; border-color: #3a4557; } .mark { color: #f0b955; } }
    </style>
  </head>
  <body>
    ${body}
  </body>
</html>
`

interface HtmlPage {
  title: string
  /** What stands in the body. */
  body: string
  /** The explorer brings its own. */
  stylesheet?: boolean
}

/** A whole document; the head of every page is made here. */
export const htmlPage = ({ title, body, stylesheet = true }: HtmlPage): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="/pages/icon.svg" />
    <title>${title}</title>${stylesheet ? '\n    <link rel="stylesheet" href="/pages.css" />' : ''}
  </head>
  <body>
${body}  </body>
</html>
`

interface FramedPage {
  title: string
  /** Where it stands: its link is marked. */
  path: string
  main: string
  /** Path of its script; null: it needs none. */
  script: string | null
  /** Without links to the other pages. */
  alone: boolean
}

/** A page with the links to the others above it. */
export const framedPage = ({ title, path, main, script, alone }: FramedPage): string =>
  htmlPage({
    title,
    body: `${alone ? '' : headerOf(path)}    <main>
${main}    </main>
${script === null ? '' : `    <script type="module" src="${script}"></script>\n`}`,
  })

const headerOf = (path: string) => `    <header>
      <nav aria-label="Pages">${links.map((link) => toLink(link, path)).join('')}</nav>
    </header>
`

const links = [
  ['/setup', 'Set up'],
  ['/developers', 'Guide'],
  ['/docs', 'Explorer'],
] as const

const toLink = ([href, name]: (typeof links)[number], path: string) =>
  `<a href="${href}"${href === path ? ' aria-current="page"' : ''}>${name}</a>`

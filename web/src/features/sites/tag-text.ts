type Given = {
  /** The origin of this Catalytics. */
  readonly installation: string
  readonly publicKey: string
  /** The catalog of events that name none; empty: each names its own. */
  readonly catalog: string
}

/** HTML for the pages of a site; what calls the function before the script is there is kept for it. */
export function tagText({ installation, publicKey, catalog }: Given): string {
  const attributes = [
    `src="${inAttribute(`${installation}/t.js`)}"`,
    `data-key="${inAttribute(publicKey)}"`,
    ...(catalog === '' ? [] : [`data-catalog="${inAttribute(catalog)}"`]),
  ]
  return `<script>
  window.catalytics = window.catalytics || function () {
    (catalytics.q = catalytics.q || []).push(arguments)
  }
</script>
<script async ${attributes.join('\n  ')}></script>
`
}

// The key of a catalog may have anything in it that is one line.
function inAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

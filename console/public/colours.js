// Before anything is drawn: light or dark, as chosen here or on this machine.
;(() => {
  const chosen = localStorage.getItem('mantine-color-scheme-value') || 'auto'
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.setAttribute(
    'data-mantine-color-scheme',
    chosen === 'auto' ? (dark ? 'dark' : 'light') : chosen,
  )
  document.documentElement.style.colorScheme = chosen === 'auto' ? (dark ? 'dark' : 'light') : chosen
})()
